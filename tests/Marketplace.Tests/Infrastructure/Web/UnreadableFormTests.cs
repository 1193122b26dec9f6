using System.Net;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Marketplace.Tests.Infrastructure.Web;

/// <summary>Nothing is decided on a form that could not be read, not even by the controller's own filter.</summary>
public sealed class UnreadableFormTests(GuardedMarketplace market) : IClassFixture<GuardedMarketplace>
{
    [Theory]
    [InlineData("Name=An", HttpStatusCode.OK)]
    [InlineData("Name=%00", HttpStatusCode.BadRequest)]
    public async Task It_is_refused_before_its_controller_decides(string body, HttpStatusCode status)
    {
        using var browser = market.AsGuest();
        using var form = new StringContent(body, null, "application/x-www-form-urlencoded");

        using var answer = await browser.PostAsync(new Uri("/deciding", UriKind.Relative), form, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }
}

/// <summary>Decides when an action begins, as a controller may; for this test only.</summary>
[AllowAnonymous]
[Route("deciding")]
public sealed class DecidingController : Controller
{
    [HttpPost]
    public IActionResult Create(string name) => Content(name);

    public override void OnActionExecuting(ActionExecutingContext context) => context.Result = Ok();
}
