using Marketplace.Tests.Support;

namespace Marketplace.Tests.Security;

public sealed class AccessTests(World world) : IClassFixture<World>
{
    [Fact]
    public void Every_route_names_a_policy_or_allows_anonymous_visitors() =>
        Assert.Empty(world.Routes.Where(route => !route.IsAnonymous && !route.HasPolicy).Select(route => route.Name));

    [Fact]
    public void Every_route_is_declared_and_every_declaration_has_a_route()
    {
        var routes = world.Routes.Select(route => route.Name).ToList();
        var declared = Declared.All.Select(row => row.Route).ToList();

        Assert.Empty(routes.Except(declared).Select(route => "not in access.txt: " + route)
            .Concat(declared.Except(routes).Select(route => "no longer a route: " + route))
            .Concat(declared.GroupBy(route => route).Where(group => group.Count() > 1).Select(group => "declared twice: " + group.Key)));
    }
}
