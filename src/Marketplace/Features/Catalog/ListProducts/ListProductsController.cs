using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Search;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Features.Catalog.ListProducts;

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
[Route("products")]
public sealed class ListProductsController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await sender.Send(new ListProducts(ListingInput.From(Request.Query)), ct));
}
