using System.Net;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Security;

/// <summary>Every endpoint of the running application, asked by everyone, compared with what <c>access.txt</c> declares.</summary>
public sealed class AccessTests(World world) : IClassFixture<World>
{
    private static readonly Dictionary<string, Visitor[]> Allowed = new()
    {
        ["everyone"] = Enum.GetValues<Visitor>(),
        ["outside"] = Enum.GetValues<Visitor>(),
        ["signed-in"] = [.. Enum.GetValues<Visitor>().Where(visitor => visitor != Visitor.Anonymous)],
        ["studio"] = [Visitor.ProducerMember, Visitor.Helper],
        ["moderator"] = [Visitor.Moderator, Visitor.Administrator],
        ["finance"] = [Visitor.FinanceOfficer, Visitor.Administrator],
        ["programme"] = [Visitor.CentreManager, Visitor.ProvinceManager, Visitor.CommuneManager, Visitor.Administrator],
        ["administrator"] = [Visitor.Administrator],
    };

    /// <summary>Asked only by those they do not end: the visitor's own session.</summary>
    private static readonly string[] EndsTheSession = ["POST /account/sign-out", "POST /account/sign-out-everywhere", "POST /account/password"];

    /// <summary>Exists to fail.</summary>
    private static readonly string[] FailsOnPurpose = ["GET /styleguide/crash", "GET /styleguide/status/{status:int:range(400,599)}"];

    /// <summary>Fields of the forms behind parameters, filled in as their owner would, so that nothing but the name is wrong.</summary>
    private static readonly Dictionary<string, string> FilledIn = new()
    {
        ["accepted"] = "true",
        ["Agrees"] = "yes",
        ["Contact"] = "la@example.vn",
        ["reason"] = "Số giấy không đúng",
        ["answer"] = "pay",
        ["change"] = "00000000-0000-0000-0000-000000000001:Remove",
        ["isPaused"] = "true",
        ["firstShown"] = "1",
        ["lastShown"] = "999999",
        ["quantity"] = "2",
        ["Text"] = "Hàng chưa tới",
        ["Verdict"] = "Approve",
        ["Step"] = "Accept",
        ["Reason"] = "Hết nguyên liệu",
        ["Form.Reason"] = "Khách gọi điện",
        ["Form.Reference"] = "FT1",
        ["Form.OrderNumber"] = "M-1",
        ["Form.Statement"] = "CP0-1 0",
        ["Form.Roles"] = "Administrator",
        ["Status"] = "Paused",
        ["Code"] = "LO-1",
        ["MadeOn"] = "2026-08-01",
        ["NameVi"] = "Tên mới của tôi",
        ["StoryVi"] = "Chuyện của tôi, kể cho người mua",
        ["Phone"] = "0912345678",
        ["PriceDong"] = "1000",
        ["Stock"] = "1",
        ["Method"] = "CashOnDelivery",
        ["Total"] = "370000",
        ["Version"] = "1",
    };

    [Fact]
    public void Every_route_names_a_policy_or_allows_anonymous_visitors() =>
        Assert.Empty(world.Routes.Where(route => !route.IsAnonymous && !route.HasPolicy).Select(route => route.Name));

    [Fact]
    public void Every_route_is_declared_and_every_declaration_has_a_route()
    {
        var routes = world.Routes.Select(route => route.Name).ToList();
        var declared = Declared.All.Select(row => row.Route).ToList();

        NothingWrong(routes.Except(declared).Select(route => "not in access.txt: " + route)
            .Concat(declared.Except(routes).Select(route => "no longer a route: " + route))
            .Concat(declared.GroupBy(route => route).Where(group => group.Count() > 1).Select(group => "declared twice: " + group.Key))
            .Concat(Declared.All.Where(row => !Allowed.ContainsKey(row.Who)).Select(row => $"unknown word '{row.Who}': {row.Route}")));
    }

    [Fact]
    public void Only_what_is_declared_public_allows_anonymous_visitors()
    {
        var declared = Declared.All.ToDictionary(row => row.Route, row => row.Who);

        NothingWrong(world.Routes.Where(route => declared.TryGetValue(route.Name, out var who) && route.IsAnonymous != (who is "everyone" or "outside"))
            .Select(route => route.Name));
    }

    [Theory]
    [InlineData(Visitor.Anonymous)]
    [InlineData(Visitor.Buyer)]
    [InlineData(Visitor.ProducerMember)]
    [InlineData(Visitor.Helper)]
    [InlineData(Visitor.Moderator)]
    [InlineData(Visitor.FinanceOfficer)]
    [InlineData(Visitor.CentreManager)]
    [InlineData(Visitor.ProvinceManager)]
    [InlineData(Visitor.CommuneManager)]
    [InlineData(Visitor.Administrator)]
    public async Task Every_door_opens_to_those_declared_and_to_nobody_else(Visitor visitor)
    {
        var wrong = new List<string>();
        foreach (var row in Declared.All.Where(row => !EndsTheSession.Contains(row.Route) && !FailsOnPurpose.Contains(row.Route)))
        {
            var (method, pattern) = Split(row);
            using var answer = await Ask(visitor, method, World.Nowhere(pattern));
            if (row.Who == "outside")
            {
                if ((int)answer.StatusCode is < 400 or >= 500)
                {
                    wrong.Add($"{row.Route} takes an unsigned call: {(int)answer.StatusCode}");
                }

                continue;
            }

            var mayEnter = Allowed.TryGetValue(row.Who, out var allowed) && allowed.Contains(visitor);
            if (mayEnter ? IsTurnedAway(visitor, answer) || Failed(answer) : !IsTurnedAway(visitor, answer))
            {
                wrong.Add($"{row.Route} answers {visitor} with {(int)answer.StatusCode}, declared: {row.Who}");
            }
        }

        NothingWrong(wrong);
    }

    [Fact]
    public void Every_parameter_of_a_route_has_names_of_other_peoples_things_to_try()
    {
        var routes = Declared.All.Where(row => World.ParametersOf(row.Route).Count > 0 && !FailsOnPurpose.Contains(row.Route)).ToList();

        NothingWrong(routes.Where(row => world.Names.For(row.Route) is null).Select(row => "no foreign names for " + row.Route)
            .Concat(world.Names.All.Where(names => !routes.Exists(row => world.Names.For(row.Route) == names)).Select(names => "no route is tried with the names for " + names.Start)));
    }

    [Fact]
    public async Task What_is_tried_as_foreign_is_there()
    {
        var wrong = new List<string>();
        foreach (var row in Declared.All.Where(row => row.Route.StartsWith("GET ", StringComparison.Ordinal)))
        {
            foreach (var (visitor, values, query) in world.Names.For(row.Route)?.Real ?? [])
            {
                var browser = visitor is { } known ? world.Browser(known) : world.Neighbour;
                using var answer = await browser.GetAsync(new Uri(World.Address(Split(row).Pattern, values) + query, UriKind.Relative), TestContext.Current.CancellationToken);
                if (answer.StatusCode != HttpStatusCode.OK && answer.Headers.Location?.OriginalString.StartsWith(World.Address("/" + Split(row).Pattern.Trim('/'), values), StringComparison.Ordinal) is not true)
                {
                    wrong.Add($"{row.Route} answers {visitor?.ToString() ?? "its owner"} with {(int)answer.StatusCode}");
                }
            }
        }

        NothingWrong(wrong);
    }

    [Theory]
    [InlineData(Visitor.Anonymous)]
    [InlineData(Visitor.Buyer)]
    [InlineData(Visitor.ProducerMember)]
    [InlineData(Visitor.Helper)]
    [InlineData(Visitor.Moderator)]
    [InlineData(Visitor.FinanceOfficer)]
    [InlineData(Visitor.CentreManager)]
    [InlineData(Visitor.ProvinceManager)]
    [InlineData(Visitor.CommuneManager)]
    [InlineData(Visitor.Administrator)]
    public async Task What_belongs_to_somebody_else_is_not_found_and_stays_as_it_is(Visitor visitor)
    {
        var wrong = new List<string>();
        var before = await world.Stored();
        foreach (var row in Declared.All.Where(row => world.Names.For(row.Route) is not null))
        {
            var (method, pattern) = Split(row);
            var names = world.Names.For(row.Route)!;
            var mayEnter = Allowed[row.Who].Contains(visitor);
            foreach (var values in mayEnter ? names.Foreign : names.Foreign.Take(1))
            {
                using var answer = await Ask(visitor, method, World.Address(pattern, values), FilledIn);
                if (mayEnter ? !names.IsNotFound(answer) : !IsTurnedAway(visitor, answer))
                {
                    wrong.Add($"{row.Route} answers {visitor} about another's {string.Join(", ", values)} with {(int)answer.StatusCode} {answer.Headers.Location}");
                }
            }

            if (method != "GET" && await world.Stored() is var after && after != before)
            {
                wrong.Add($"{row.Route} let {visitor} change something of another's");
                before = after;
            }
        }

        NothingWrong(wrong);
    }

    [Theory]
    [InlineData(Visitor.ProvinceManager)]
    [InlineData(Visitor.CommuneManager)]
    public async Task Another_territory_is_not_found(Visitor visitor)
    {
        var wrong = new List<string>();
        foreach (var path in (string[])["/programme", "/programme/figures.csv", "/programme/sales"])
        {
            foreach (var unit in world.Names.UnitsOutside(visitor))
            {
                using var answer = await world.Browser(visitor).Get($"{path}?where={unit}");
                if (answer.StatusCode != HttpStatusCode.NotFound)
                {
                    wrong.Add($"{path} answers {visitor} about {unit} with {(int)answer.StatusCode}");
                }
            }
        }

        NothingWrong(wrong);
    }

    private static (string Method, string Pattern) Split(Declared row) => row.Route.Split(' ') is [var method, var pattern] ? (method, pattern) : default;

    private async Task<HttpResponseMessage> Ask(Visitor visitor, string method, string path, Dictionary<string, string>? fields = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (method is not ("GET" or "HEAD"))
        {
            request.Content = new FormUrlEncodedContent(fields ?? []);
        }

        return await world.Browser(visitor).SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static bool IsTurnedAway(Visitor visitor, HttpResponseMessage answer) => visitor == Visitor.Anonymous
        ? answer.StatusCode is HttpStatusCode.Unauthorized || answer.Headers.Location?.OriginalString.Contains("/account/sign-in?", StringComparison.Ordinal) is true
        : answer.StatusCode is HttpStatusCode.Forbidden;

    private static bool Failed(HttpResponseMessage answer) => (int)answer.StatusCode >= 500;

    private static void NothingWrong(IEnumerable<string> wrong)
    {
        var lines = wrong.ToList();
        Assert.True(lines is [], string.Join(Environment.NewLine, lines));
    }
}
