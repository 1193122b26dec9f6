using System.Text.RegularExpressions;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;

namespace Marketplace.Tests.Security;

/// <summary>Everyone who may come along: roles, and for programme managers the three scopes.</summary>
public enum Visitor
{
    Anonymous,
    Buyer,
    ProducerMember,
    Helper,
    Moderator,
    FinanceOfficer,
    CentreManager,
    ProvinceManager,
    CommuneManager,
    Administrator,
}

/// <summary>A small market: two producers with a product each, and one person of each role; the member and the helper belong to the first producer.</summary>
public sealed partial class World : IAsyncLifetime
{
    private readonly Patient _market = new();
    private readonly Dictionary<Visitor, HttpClient> _browsers = [];
    private readonly List<(Producer Producer, Product Product)> _stalls = [];

    internal IReadOnlyList<AppRoute> Routes => field ??= AppRoute.Of(_market);

    internal HttpClient Browser(Visitor visitor) => _browsers[visitor];

    public async ValueTask InitializeAsync()
    {
        var first = await Some.SavedBooth(_market, "Nhà thứ nhất");
        var second = await Some.SavedBooth(_market, "Nhà thứ hai");
        _stalls.Add((first.Producer, await Some.SavedProduct(_market, first)));
        _stalls.Add((second.Producer, await Some.SavedProduct(_market, second)));
        await _market.Given(
            new FeeRule { BasisPoints = 500, ValidFrom = new DateOnly(2026, 1, 1), Source = "test" },
            Policy(PolicyCodes.PayoutDelayDays), Policy(PolicyCodes.TimedDeliveryDays));
        var person = new Person { Id = PersonId.New(), FullName = "Vàng Thị Mai", RecordedAt = Some.Moment };
        var helper = Some.User();
        await _market.Given(person);
        await _market.Given(
            new Membership
            {
                Id = MembershipId.New(),
                PersonId = person.Id,
                ProducerId = first.Producer.Id,
                Role = MembershipRole.Representative,
                ShareBasisPoints = 10_000,
                From = new DateOnly(2026, 1, 1),
            },
            new Mandate
            {
                Id = MandateId.New(),
                HelperId = helper.UserId,
                ProducerId = first.Producer.Id,
                Scope = MandateScope.Listings | MandateScope.Orders,
                From = Some.Moment,
                Until = Some.Moment.AddYears(1),
            });

        _browsers[Visitor.Anonymous] = _market.AsGuest();
        await Add(Visitor.Buyer, Some.User(), Roles.Buyer);
        await Add(Visitor.ProducerMember, Some.User(person: person.Id), Roles.ProducerMember);
        await Add(Visitor.Helper, helper, Roles.Helper);
        await Add(Visitor.Moderator, Some.User(), Roles.Moderator);
        await Add(Visitor.FinanceOfficer, Some.User(), Roles.FinanceOfficer);
        await Add(Visitor.CentreManager, Some.User(), Roles.ProgrammeManager);
        await Add(Visitor.ProvinceManager, Some.User(managedUnit: first.Province.Id), Roles.ProgrammeManager);
        await Add(Visitor.CommuneManager, Some.User(managedUnit: first.Commune.Id), Roles.ProgrammeManager);
        await Add(Visitor.Administrator, Some.User(), Roles.Administrator);
    }

    /// <summary>An address of the pattern that names nothing there is.</summary>
    internal static string Nowhere(string pattern) => Parameter().Replace(pattern, match =>
        match.Groups[2].Value.Contains("guid", StringComparison.Ordinal) ? Guid.NewGuid().ToString()
        : match.Groups[2].Value.Contains("range", StringComparison.Ordinal) ? "404"
        : match.Groups[2].Value.Contains("int", StringComparison.Ordinal) || match.Groups[2].Value.Contains("long", StringComparison.Ordinal) ? "640"
        : match.Groups[1].Value == "extension" ? "jpg"
        : "khong-co");

    /// <summary>Whether the world holds a thing of every kind the pattern names: producers and products, no orders or payouts.</summary>
    internal static bool HasOne(string pattern) => !pattern.Contains("{number}", StringComparison.Ordinal);

    /// <summary>An address of the pattern that names the producer at one place of the market, and the product at another or the same.</summary>
    internal string Own(string pattern, int producer, int product) => Nowhere(Parameter().Replace(pattern, match => match.Groups[1].Value switch
    {
        "producer" => _stalls[producer].Producer.Slug,
        "id" => _stalls[product].Product.Id.Value.ToString(),
        _ => match.Value,
    }));

    public ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers.Values)
        {
            browser.Dispose();
        }

        _market.Dispose();
        return ValueTask.CompletedTask;
    }

    private static PolicyValue Policy(string code) => new() { Code = code, Value = 7, ValidFrom = new DateOnly(2026, 1, 1), Source = "test" };

    private async Task Add(Visitor visitor, User user, string role) => _browsers[visitor] = await _market.As(await _market.GivenUser(user, role));

    [GeneratedRegex(@"\{\*{0,2}(\w+)((?::\w+(?:\([^)]*\))?)*)\??(?:=[^}]*)?\}")]
    private static partial Regex Parameter();

    /// <summary>Asks so often that limits would answer instead of the doors.</summary>
    private sealed class Patient : TestMarketplace
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            foreach (var limit in Marketplace.Infrastructure.Security.RateLimits.PerMinute.Keys)
            {
                builder.UseSetting("RateLimits:" + limit, "100000");
            }
        }
    }
}
