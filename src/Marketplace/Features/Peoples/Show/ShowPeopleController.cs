using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Search;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Features.Peoples.Show;

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
[Route("peoples/{slug}")]
public sealed class ShowPeopleController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string slug, CancellationToken ct) =>
        await sender.Send(new ShowPeople(slug, ListingInput.From(Request.Query)), ct) is { } model ? View(model) : NotFound();
}
