using System.Net;

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

    [Theory]
    [InlineData(Visitor.ProducerMember)]
    [InlineData(Visitor.Helper)]
    public async Task Another_producers_things_are_not_found(Visitor visitor)
    {
        var wrong = new List<string>();
        foreach (var row in Declared.All.Where(row => row.Thing == "own"))
        {
            var (method, pattern) = Split(row);
            (int Producer, int Product)[] foreign = pattern.Contains("{id", StringComparison.Ordinal) ? [(1, 1), (0, 1), (1, 0)] : [(1, 1)];
            foreach (var (producer, product) in foreign)
            {
                using var answer = await Ask(visitor, method, world.Own(pattern, producer, product));
                if (answer.StatusCode != HttpStatusCode.NotFound)
                {
                    wrong.Add($"{row.Route} answers {visitor} about another's ({producer}, {product}) with {(int)answer.StatusCode}");
                }
            }
        }

        NothingWrong(wrong);
    }

    [Theory]
    [InlineData(Visitor.ProducerMember)]
    public async Task Ones_own_things_are_found(Visitor visitor)
    {
        var wrong = new List<string>();
        foreach (var row in Declared.All.Where(row => row.Thing == "own" && row.Route.StartsWith("GET ", StringComparison.Ordinal) && World.HasOne(row.Route)))
        {
            var (method, pattern) = Split(row);
            using var answer = await Ask(visitor, method, world.Own(pattern, 0, 0));
            if (IsTurnedAway(visitor, answer) || Failed(answer) || answer.StatusCode == HttpStatusCode.NotFound)
            {
                wrong.Add($"{row.Route} answers {visitor} about their own with {(int)answer.StatusCode}");
            }
        }

        NothingWrong(wrong);
    }

    private static (string Method, string Pattern) Split(Declared row) => row.Route.Split(' ') is [var method, var pattern] ? (method, pattern) : default;

    private async Task<HttpResponseMessage> Ask(Visitor visitor, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (method is not ("GET" or "HEAD"))
        {
            request.Content = new FormUrlEncodedContent([]);
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
