using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Search;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Features.Places.Show;

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
[Route("provinces/{code}")]
public sealed class ShowProvinceController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string code, CancellationToken ct) =>
        await sender.Send(new ShowProvince(code, ListingInput.From(Request.Query)), ct) is { } model ? View(model) : NotFound();
}
