using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Studio.Profile;

public sealed class ProfileForm
{
    public string? Person { get; set; }

    public IFormFile? Photo { get; set; }

    public string? AltVi { get; set; }

    public string? AltEn { get; set; }

    public string? Speaker { get; set; }

    public IFormFile? Audio { get; set; }

    public string? SpokenIn { get; set; }

    public string? TranscriptVi { get; set; }

    public string? TranscriptEn { get; set; }

    [BindNever, ValidateNever]
    public ProfileModel Page { get; set; } = null!;
}

/// <summary>Faces and voices are for members to show, never for helpers.</summary>
[Route("studio/{producer}/profile")]
[Authorize(Policy = Policies.Studio)]
[ForProducer]
public sealed class ProfileController(ISender sender) : Controller
{
    /// <summary>Of a recording as well: one that is too large for us is refused in words and not by the server.</summary>
    private const long MostBytes = PhotoLimits.MostBytes + (1024 * 1024);

    [HttpGet]
    public async Task<IActionResult> Edit(CancellationToken ct) => View("Edit", await Filled(new ProfileForm(), ct));

    [HttpPost("portrait")]
    [EnableRateLimiting(RateLimits.Upload)]
    [RequestSizeLimit(MostBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
    public async Task<IActionResult> SetPortrait(ProfileForm form, CancellationToken ct)
    {
        await using var photo = form.Photo?.OpenReadStream();
        return await Answer(
            await sender.Send(new SetPortrait(this.Acting().ProducerId, this.Acting().Actor, PersonIn(form.Person), photo, Typing.Tidy(form.AltVi), Typing.Tidy(form.AltEn)), ct), form, ct);
    }

    [HttpPost("portrait/removal")]
    public async Task<IActionResult> RemovePortrait(CancellationToken ct) =>
        await Answer(await sender.Send(new RemovePortrait(this.Acting().ProducerId, this.Acting().Actor), ct), new ProfileForm(), ct);

    [HttpPost("voice")]
    [EnableRateLimiting(RateLimits.Upload)]
    [RequestSizeLimit(MostBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
    public async Task<IActionResult> SetVoice(ProfileForm form, CancellationToken ct)
    {
        await using var audio = form.Audio?.OpenReadStream();
        return await Answer(
            await sender.Send(
                new SetSpokenStory(
                    this.Acting().ProducerId, this.Acting().Actor, PersonIn(form.Speaker), audio, Typing.Tidy(form.SpokenIn), Typing.Tidy(form.TranscriptVi), Typing.Tidy(form.TranscriptEn)),
                ct),
            form, ct);
    }

    [HttpPost("voice/removal")]
    public async Task<IActionResult> RemoveVoice(CancellationToken ct) =>
        await Answer(await sender.Send(new RemoveSpokenStory(this.Acting().ProducerId, this.Acting().Actor), ct), new ProfileForm(), ct);

    private static PersonId? PersonIn(string? typed) => Guid.TryParseExact(typed, "N", out var id) ? new PersonId(id) : null;

    private async Task<IActionResult> Answer(Result result, ProfileForm form, CancellationToken ct) => result.Succeeded
        ? Redirect(Url.Content($"~/studio/{this.Acting().Slug}/profile"))
        : this.Refused(result.Refusals, "Edit", await Filled(form, ct));

    /// <summary>What was typed, and what stands where nothing was.</summary>
    private async Task<ProfileForm> Filled(ProfileForm form, CancellationToken ct)
    {
        form.Page = await sender.Send(new ShowProfile(this.Acting().ProducerId), ct);
        var only = form.Page.People is [var person] ? person.Value : null;
        (form.Person, form.AltVi, form.AltEn) =
            (form.Person ?? form.Page.Portrait?.Person.ToString("N") ?? only, form.AltVi ?? form.Page.Portrait?.AltVi, form.AltEn ?? form.Page.Portrait?.AltEn);
        (form.Speaker, form.SpokenIn, form.TranscriptVi, form.TranscriptEn) = (
            form.Speaker ?? form.Page.Voice?.Speaker.ToString("N") ?? only, form.SpokenIn ?? form.Page.Voice?.Story.SpokenIn,
            form.TranscriptVi ?? form.Page.Voice?.Story.TranscriptVi, form.TranscriptEn ?? form.Page.Voice?.Story.TranscriptEn);
        return form;
    }
}
