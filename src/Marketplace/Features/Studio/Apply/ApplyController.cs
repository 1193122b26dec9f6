using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Studio.Apply;

[Route("sell/apply")]
[Authorize(Policy = Policies.SignedIn)]
public sealed class ApplyController(ISender sender) : Controller
{
    private const string Page = "Apply";

    [HttpGet]
    public async Task<IActionResult> New(CancellationToken ct) =>
        await Again(new ApplyForm { Token = ProducerId.New().Value, People = [new PersonForm()] }, ct);

    [HttpPost]
    public async Task<IActionResult> Create(ApplyForm form, CancellationToken ct)
    {
        if (form.Step is "communes" or "add" or "remove")
        {
            return await Step(form, ct);
        }

        var result = await sender.Send(form.Command(User.UserId()), ct);
        if (!result.Succeeded)
        {
            form.Choices = await sender.Send(new ListApplyChoices(form.ProvinceId), ct);
            return this.Refused(result.Refusals, Page, form);
        }

        return Redirect(Url.Content($"~/studio/{result.Value}/application"));
    }

    private async Task<IActionResult> Step(ApplyForm form, CancellationToken ct)
    {
        if (form.Step == "add" && form.People.Count < ApplyToSellValidator.MostPeople)
        {
            form.People.Add(new PersonForm());
        }
        else if (form.Step == "remove" && form.People.Count > 1)
        {
            form.People.RemoveAt(form.People.Count - 1);
        }

        ModelState.Clear();
        return await Again(form, ct);
    }

    private async Task<IActionResult> Again(ApplyForm form, CancellationToken ct)
    {
        form.Choices = await sender.Send(new ListApplyChoices(form.ProvinceId), ct);
        return View(Page, form);
    }
}
