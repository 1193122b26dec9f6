namespace Marketplace.Tests.Security;

/// <summary>
/// Bad input, for every form there is: whatever is sent to any route is answered with the right status and a clear message in the reader's language, changes nothing, and
/// what was typed is still there. The routes are those of the endpoint table and the fields those that its actions bind, so that a new form is tried from its first day.
/// </summary>
public sealed class HostileInputTests(HostileMarket market) : IClassFixture<HostileMarket>
{
    public static TheoryData<string> Areas() => [.. Declared.All.Select(row => row.Route).Where(route => !route.StartsWith("GET ", StringComparison.Ordinal)).Select(Area).Distinct()];

    [Theory]
    [MemberData(nameof(Areas))]
    public async Task Nothing_hostile_is_accepted_breaks_anything_or_goes_without_a_word(string area)
    {
        var wrong = new List<string>();
        var used = new HashSet<Exemption>();
        foreach (var route in market.Routes.Where(route => Area(route.Name) == area))
        {
            var door = await market.Door(route);
            var tried = new Tried(market, door, used, wrong);
            await tried.AsFilledIn();
            foreach (var body in HostileBody.For(door.Fields, door.FilledIn))
            {
                await tried.Send(body);
            }

            await tried.InOtherLanguages();
        }

        wrong.AddRange(Exemption.All.Where(exemption => Area(exemption.Route) == area && !used.Contains(exemption)).Select(exemption => "no longer needed: " + exemption));
        Assert.True(wrong is [], string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public void Every_route_that_takes_anything_is_tried_and_every_exemption_is_of_one()
    {
        var routes = market.Routes.Select(route => route.Name).ToList();

        Assert.Empty(routes.Select(Area).Except(Areas().Select(area => area.Data)));
        Assert.Empty(Exemption.All.Select(exemption => exemption.Route).Except(routes));
    }

    private static string Area(string route) => route.Split('/') switch
    {
        [_, "studio", _, var part, ..] => "studio " + part,
        [_, var first, ..] => first,
        _ => route,
    };
}
