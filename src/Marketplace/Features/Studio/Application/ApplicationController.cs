using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Studio.Application;

[Route("studio/{producer}/application")]
[Authorize(Policy = Policies.Studio)]
[ForProducer]
public sealed class ApplicationController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(CancellationToken ct) => View("Show", await sender.Send(new ShowApplication(this.Acting().ProducerId), ct));

    [HttpPost]
    public async Task<IActionResult> Update(ApplicationForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        var result = await sender.Send(
            new ResubmitApplication(
                acting.ProducerId, Typing.Tidy(form.NameVi), Typing.Tidy(form.NameEn), Typing.Tidy(form.AddressLine), Typing.Tidy(form.Phone), Typing.Tidy(form.Email)), ct);
        if (result.Succeeded)
        {
            return Redirect(Url.Content($"~/studio/{acting.Slug}/application"));
        }

        var page = await sender.Send(new ShowApplication(acting.ProducerId), ct);
        (form.Slug, form.Status, form.AppliedAt, form.ReviewMessage, form.Place) = (page.Slug, page.Status, page.AppliedAt, page.ReviewMessage, page.Place);
        return this.Refused(result.Refusals, "Show", form);
    }
}
