using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Studio.Settings;

public sealed class SettingsForm
{
    public string? StoryVi { get; set; }

    public string? StoryEn { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public string? RegistrationNumber { get; set; }

    public string? Bin { get; set; }

    public string? Number { get; set; }

    public string? Holder { get; set; }

    /// <summary>Of who changes the account; never shown again.</summary>
    public string? Password { get; set; }

    /// <summary>Of who changes the telephone or the address; never shown again.</summary>
    public string? ContactPassword { get; set; }

    /// <summary>A <see cref="PermissionChoice"/>.</summary>
    public string? Permission { get; set; }

    public string? Gender { get; set; }

    public string? EthnicGroup { get; set; }

    public bool TellsMore => Genders.IsStated(Gender) || EthnicGroup is not null;

    [BindNever, ValidateNever]
    public SettingsModel Page { get; set; } = null!;
}

[Route("studio/{producer}/settings")]
[Authorize(Policy = Policies.Studio)]
[ForProducer]
public sealed class SettingsController(ISender sender) : Controller
{
    private const string ShopView = "Shop";

    [HttpGet]
    public async Task<IActionResult> Edit(CancellationToken ct) => View("Edit", new SettingsForm { Page = await Page(ct) });

    /// <summary>What takes long to write has a form to itself.</summary>
    [HttpGet("shop")]
    public async Task<IActionResult> EditShop(CancellationToken ct)
    {
        var page = await Page(ct, withBank: false);
        return View(ShopView, new SettingsForm { Page = page, StoryVi = page.StoryVi, StoryEn = page.StoryEn, Phone = Phone.ForPeople(page.Phone), Email = page.Email, RegistrationNumber = page.RegistrationNumber });
    }

    [HttpPost]
    public async Task<IActionResult> Update(SettingsForm form, CancellationToken ct) => await Answer(
        await sender.Send(
            new UpdateShop(
                this.Acting().ProducerId, this.Acting().Actor, this.Acting().IsRepresentative, Typing.Tidy(form.StoryVi), Typing.Tidy(form.StoryEn), Typing.Tidy(form.Phone), Typing.Tidy(form.Email),
                form.ContactPassword ?? "")
            {
                RegistrationNumber = Typing.Tidy(form.RegistrationNumber),
            },
            ct),
        form, ct, ShopView);

    [HttpPost("pause")]
    public async Task<IActionResult> Pause(bool? isPaused, CancellationToken ct) => isPaused is { } wanted
        ? await Answer(await sender.Send(new PauseShop(this.Acting().ProducerId, this.Acting().Actor, wanted), ct), null, ct)
        : BadRequest();

    [HttpPost("bank")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Bank(SettingsForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        var number = Typing.Tidy(form.Number).Replace(" ", "", StringComparison.Ordinal);
        return await Answer(
            await sender.Send(
                new SetBankAccount(acting.ProducerId, acting.Actor, acting.IsRepresentative, Typing.Tidy(form.Bin), number, Typing.Tidy(form.Holder), form.Password ?? ""), ct),
            form, ct);
    }

    [HttpPost("consents")]
    public async Task<IActionResult> Permit(SettingsForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        var result = PermissionChoice.Parse(form.Permission) is { } chosen
            ? await sender.Send(
                new GiveConsent(acting.ProducerId, acting.Actor, acting.IsRepresentative, chosen.Person, chosen.Purpose, Genders.Read(form.Gender), Typing.Tidy(form.EthnicGroup)), ct)
            : Permitting.Choose;
        return await Answer(result, form, ct);
    }

    [HttpPost("consents/{id:guid}/withdrawal")]
    public async Task<IActionResult> Withdraw(Guid id, CancellationToken ct)
    {
        var acting = this.Acting();
        var result = await sender.Send(new WithdrawConsent(acting.ProducerId, acting.Actor, acting.IsRepresentative, new ConsentId(id)), ct);
        return result.Refusals is [{ Code: "studio.consent-gone" }] ? NotFound() : await Answer(result, null, ct);
    }

    private async Task<IActionResult> Answer(Result result, SettingsForm? form, CancellationToken ct, string view = "Edit")
    {
        if (result.Succeeded)
        {
            return Redirect(Url.Content($"~/studio/{this.Acting().Slug}/settings"));
        }

        form ??= new SettingsForm();
        form.Page = await Page(ct, view != ShopView);
        return this.Refused(result.Refusals, view, form, view == ShopView ? $"/studio/{this.Acting().Slug}/settings/shop" : null);
    }

    /// <param name="ct">Cancels.</param>
    /// <param name="withBank">Whether the page shows the account: each look at one is written down.</param>
    private Task<SettingsModel> Page(CancellationToken ct, bool withBank = true) =>
        sender.Send(new ShowSettings(this.Acting().ProducerId, this.Acting().Actor, User.UserId(), this.Acting().IsRepresentative, withBank), ct);
}
