using Marketplace.Domain.Catalog;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Products.AskForStock;

public sealed class StockForm
{
    public string? Contact { get; set; }

    public string? Agrees { get; set; }

    [BindNever]
    public StockFormModel? Page { get; set; }

    [BindNever]
    public bool IsNoted { get; set; }
}

[AllowAnonymous]
[Route("p/{slug}/alerts")]
public sealed class AskForStockController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> New(string slug, bool noted, CancellationToken ct) =>
        await sender.Send(new ShowStockForm(slug), ct) is { } page ? View("New", new StockForm { Page = page, IsNoted = noted }) : NotFound();

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Create(string slug, StockForm form, CancellationToken ct)
    {
        if (await sender.Send(new ShowStockForm(slug), ct) is not { } page)
        {
            return NotFound();
        }

        var result = await sender.Send(new AskForStock(slug, form.Contact ?? "", form.Agrees == "yes", Languages.Current), ct);
        if (result.Succeeded)
        {
            return LocalRedirect(Url.Content($"~/p/{page.Slug}/alerts?noted=true"));
        }

        form.Page = page;
        return result.Refusals.Contains(ProductRefusals.NotFound) ? NotFound() : this.Refused(result.Refusals, "New", form);
    }
}
