using System.Text.RegularExpressions;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Media;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payouts;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;

namespace Marketplace.Tests.Security;

/// <summary>A producer of the world with one thing of each kind.</summary>
internal sealed record Booth(Some.Booth Place, Product Product, MediaItem Photo, Consent Consent, Order Order, Payout Payout)
{
    public string Slug => Place.Producer.Slug;

    public string Part => Order.Parts.First().Number;
}

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

/// <summary>
/// A small market: two producers with goods, orders and money each, and one person of each role; the member and the helper belong to the first
/// producer, the neighbour to the second.
/// </summary>
public sealed partial class World : IAsyncLifetime
{
    private readonly Patient _market = new();
    private readonly Dictionary<Visitor, HttpClient> _browsers = [];
    private readonly Dictionary<Visitor, User> _people = [];
    private readonly List<Booth> _stalls = [];

    internal PaymentMarket Market => _market;

    internal Booth Own => _stalls[0];

    internal Booth Other => _stalls[1];

    internal IReadOnlyList<AppRoute> Routes => field ??= AppRoute.Of(_market);

    internal HttpClient Browser(Visitor visitor) => _browsers[visitor];

    internal User Person(Visitor visitor) => _people[visitor];

    /// <summary>Whose things are foreign to everybody else.</summary>
    internal HttpClient Neighbour { get; private set; } = null!;

    internal ForeignNames Names { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var first = await Some.SavedBooth(_market, "Nhà thứ nhất");
        var second = await Some.SavedBooth(_market, "Nhà thứ hai");
        await _market.Given(
            new FeeRule { BasisPoints = 500, ValidFrom = new DateOnly(2026, 1, 1), Source = "test" },
            Policy(PolicyCodes.PayoutDelayDays), Policy(PolicyCodes.PayoutUnconfirmedDays), Policy(PolicyCodes.PayoutUnconfirmedAbroadDays), Policy(PolicyCodes.CourierFeeMost), Policy(PolicyCodes.BankChangeHoldDays), Policy(PolicyCodes.TimedDeliveryDays),
            Policy(PolicyCodes.CashOnDeliveryCap, 5_000_000), Policy(PolicyCodes.OpenOrdersPerPhone, 1000), Policy(PolicyCodes.MonthLockDays, 45), Policy(PolicyCodes.DebtLimitDong, 500_000), Policy(PolicyCodes.TransferHoldMinutes, 1440), Policy(PolicyCodes.CardHoldMinutes, 45),
            Policy(PolicyCodes.CardHoldLimitMinutes, 24 * 60), Policy(PolicyCodes.DelayedPaymentDays),
            new TaxRule { Kind = ProducerKind.Household, IsExport = false, VatBasisPoints = 100, PitBasisPoints = 50, ValidFrom = new DateOnly(2026, 1, 1), Source = "test" },
            new ShippingRate { Zone = "same-province", MaxGrams = 5000, PriceDong = 22_000, MinDays = 1, MaxDays = 3, ValidFrom = new DateOnly(2026, 1, 1) });
        var person = new Person { Id = PersonId.New(), FullName = "Vàng Thị Mai", RecordedAt = Some.Moment };
        var neighbour = new Person { Id = PersonId.New(), FullName = "Giàng A Páo", RecordedAt = Some.Moment };
        var helper = Some.User();
        await _market.Given(person, neighbour);
        await _market.Given(
            Represents(person, first.Producer),
            Represents(neighbour, second.Producer),
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
        Neighbour = await _market.As(await _market.GivenUser(Some.User(person: neighbour.Id), Roles.ProducerMember));
        _stalls.Add(await Stock(first, person));
        _stalls.Add(await Stock(second, neighbour));
        Names = await ForeignNames.Of(_market, _stalls[0], _stalls[1]);
    }

    /// <summary>An address of the pattern that names nothing there is.</summary>
    internal static string Nowhere(string pattern) => Parameter().Replace(pattern, match =>
        match.Groups[2].Value.Contains("guid", StringComparison.Ordinal) ? Guid.NewGuid().ToString()
        : match.Groups[2].Value.Contains("range", StringComparison.Ordinal) ? "404"
        : match.Groups[2].Value.Contains("int", StringComparison.Ordinal) || match.Groups[2].Value.Contains("long", StringComparison.Ordinal) ? "640"
        : match.Groups[1].Value == "extension" ? "jpg"
        : "khong-co");

    /// <summary>An address of the pattern with the values in the order of its parameters.</summary>
    internal static string Address(string pattern, IReadOnlyList<string> values)
    {
        var next = 0;
        return Parameter().Replace(pattern, _ => Uri.EscapeDataString(values[next++]));
    }

    /// <summary>Names of the parameters in the order of the pattern.</summary>
    internal static IReadOnlyList<string> ParametersOf(string pattern) => [.. Parameter().Matches(pattern).Select(match => match.Groups[1].Value)];

    /// <summary>Everything that is stored, so that a refused request that changed something is noticed.</summary>
    internal Task<string> Stored() => _market.Read(Fingerprint.Of);

    public ValueTask DisposeAsync()
    {
        Neighbour.Dispose();
        foreach (var browser in _browsers.Values)
        {
            browser.Dispose();
        }

        _market.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Membership Represents(Person person, Producer producer) => new()
    {
        Id = MembershipId.New(),
        PersonId = person.Id,
        ProducerId = producer.Id,
        Role = MembershipRole.Representative,
        ShareBasisPoints = 10_000,
        From = new DateOnly(2026, 1, 1),
    };

    private async Task<Booth> Stock(Some.Booth booth, Person person)
    {
        var product = Some.Product(booth);
        var photo = new MediaItem { Id = MediaId.New(), ProducerId = booth.Producer.Id, Sha256 = Convert.ToHexString(Guid.NewGuid().ToByteArray()), UploadedAt = Some.Moment };
        product.AddPhoto(photo.Id, "Khăn", "Scarf");
        var consent = Some.Consent(booth.Producer.Id, person.Id);
        var order = await _market.Delivered(producer: booth.Producer);
        var payout = new Payout { Id = PayoutId.New(), ProducerId = booth.Producer.Id, Number = $"TT-20260901-{_stalls.Count + 1:0000}", PreparedAt = Some.Moment };
        payout.Add(order.Parts.First().Id, 285_000);
        await _market.Given(photo, product, new StockLevel { VariantId = product.Variants.First().Id, Available = 3 }, consent, payout);
        return new Booth(booth, product, photo, consent, order, payout);
    }

    private static PolicyValue Policy(string code, long value = 7) => new() { Code = code, Value = value, ValidFrom = new DateOnly(2026, 1, 1), Source = "test" };

    private async Task Add(Visitor visitor, User user, string role)
    {
        _people[visitor] = await _market.GivenUser(user, role);
        _browsers[visitor] = await _market.As(user);
    }

    [GeneratedRegex(@"\{\*{0,2}(\w+)((?::\w+(?:\([^)]*\))?)*)\??(?:=[^}]*)?\}")]
    private static partial Regex Parameter();

    /// <summary>Asks so often that limits would answer instead of the doors.</summary>
    private sealed class Patient : PaymentMarket
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.WithoutLimits();
        }
    }
}
