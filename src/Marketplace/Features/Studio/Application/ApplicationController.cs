using Marketplace.Features.Studio.Apply;
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
    public async Task<IActionResult> Show(CancellationToken ct) => View("Show", await Complete(await sender.Send(new ShowApplication(this.Acting().ProducerId), ct), ct));

    [HttpPost]
    public async Task<IActionResult> Update(ApplicationForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        if (form.Step == "communes")
        {
            await Follow(form, ct);
            return View("Show", form);
        }

        var result = await sender.Send(
            new ResubmitApplication(
                acting.ProducerId, acting.Actor, acting.IsRepresentative, Typing.Tidy(form.NameVi), Typing.Tidy(form.NameEn), form.ProvinceId, form.UnitId, Typing.Tidy(form.AddressLine),
                TypedNumber.Whole(form.MemberCount), Typing.Tidy(form.Phone), Typing.Tidy(form.Email), form.ContactPassword ?? "")
            {
                RegistrationNumber = Typing.Tidy(form.RegistrationNumber),
            }, ct);
        if (result.Succeeded)
        {
            return Redirect(Url.Content($"~/studio/{acting.Slug}/application"));
        }

        await Follow(form, ct);
        return this.Refused(result.Refusals, "Show", form);
    }

    /// <summary>What was typed, on the page as it stands.</summary>
    private async Task Follow(ApplicationForm form, CancellationToken ct)
    {
        var page = await sender.Send(new ShowApplication(this.Acting().ProducerId), ct);
        (form.Slug, form.Kind, form.Status, form.AppliedAt, form.ReviewMessage, form.Place) = (page.Slug, page.Kind, page.Status, page.AppliedAt, page.ReviewMessage, page.Place);
        await Complete(form, ct);
    }

    private async Task<ApplicationForm> Complete(ApplicationForm form, CancellationToken ct)
    {
        form.Choices = await sender.Send(new ListApplyChoices(form.ProvinceId), ct);
        return form;
    }
}
