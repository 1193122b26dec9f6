using Marketplace.Domain.Common;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
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

namespace Marketplace.Features.Studio.Crafts;

public sealed class CraftForm
{
    public Dictionary<string, string?> Words { get; set; } = [];

    public Dictionary<string, string?> WordsEn { get; set; } = [];

    public IFormFile? Photo { get; set; }

    public string? NextVi { get; set; }

    public string? NextEn { get; set; }

    public string? WhoMayMakeVi { get; set; }

    public string? WhoMayMakeEn { get; set; }

    public string? AgreedBy { get; set; }

    /// <summary>What the button asks for: a move with its step, or to send.</summary>
    public string? Change { get; set; }

    [BindNever, ValidateNever]
    public OwnCraftPage Page { get; set; } = null!;

    public static string Button(StepMove move, MediaId step) => $"{move}:{step.Value:N}";
}

/// <summary>Members only: whoever sends a story says that the community agreed.</summary>
[Route("studio/{producer}/crafts")]
[Authorize(Policy = Policies.Studio)]
[ForProducer]
public sealed class WriteCraftController(ISender sender) : Controller
{
    public const string Send = "send";
    public const string Add = "add";
    private const long MostBytes = PhotoLimits.MostBytes + (1024 * 1024);

    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken ct) => View("Index", (this.Acting().Slug, await sender.Send(new ListOwnCrafts(this.Acting().ProducerId), ct)));

    [HttpGet("{craft}")]
    public async Task<IActionResult> Edit(string craft, CancellationToken ct) => await Filled(new CraftForm(), craft, ct) is { } form ? View("Edit", form) : NotFound();

    [HttpPost("{craft}")]
    [EnableRateLimiting(RateLimits.Upload)]
    [RequestSizeLimit(MostBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
    public async Task<IActionResult> Update(string craft, CraftForm form, CancellationToken ct)
    {
        await using var photo = form.Photo?.OpenReadStream();
        var typed = WordsIn(form);
        var (move, step) = Choice(form.Change);

        // What cannot be bound is refused by the command as well, and then stands beside its step.
        ModelState.Clear();
        var result = await sender.Send(
            new WriteCraftStory(
                this.Acting().ProducerId, craft, typed, photo, new StepWords(default, Typing.Tidy(form.NextVi), Typing.Tidy(form.NextEn)), Typing.Tidy(form.WhoMayMakeVi), Typing.Tidy(form.WhoMayMakeEn),
                Typing.Tidy(form.AgreedBy), step, move),
            ct);
        if (!result.Succeeded)
        {
            return await Answer(result, craft, form, typed, ct);
        }

        // What was typed is kept now, whether or not it is whole enough to be sent.
        return form.Change == Send
            ? await Answer(await sender.Send(new SendCraftStory(this.Acting().ProducerId, this.Acting().Actor, craft), ct), craft, new CraftForm(), [], ct)
            : Redirect(Address(craft));
    }

    [HttpPost("{craft}/withdrawal")]
    public async Task<IActionResult> TakeBack(string craft, CancellationToken ct) =>
        await Answer(await sender.Send(new TakeBackCraftStory(this.Acting().ProducerId, this.Acting().Actor, craft), ct), craft, new CraftForm(), [], ct);

    [HttpPost("{craft}/removal")]
    public async Task<IActionResult> Remove(string craft, CancellationToken ct) =>
        await Answer(await sender.Send(new RemoveCraftStory(this.Acting().ProducerId, this.Acting().Actor, craft), ct), craft, new CraftForm(), [], ct);

    private static List<StepWords> WordsIn(CraftForm form) =>
    [
        .. form.Words.Keys.Union(form.WordsEn.Keys).Where(step => Guid.TryParseExact(step, "N", out _)).Select(step =>
            new StepWords(new MediaId(Guid.ParseExact(step, "N")), Typing.Tidy(form.Words.GetValueOrDefault(step)), Typing.Tidy(form.WordsEn.GetValueOrDefault(step)))),
    ];

    private static (StepMove Move, MediaId Step) Choice(string? change) =>
        change == Add ? (StepMove.Add, default)
        : (change ?? "").Split(':') is [var move, var step] && Enum.TryParse<StepMove>(move, out var known) && Guid.TryParseExact(step, "N", out var id) ? (known, new MediaId(id)) : default;

    private string Address(string craft) => Url.Content($"~/studio/{this.Acting().Slug}/crafts/{craft}");

    private async Task<IActionResult> Answer(Result result, string craft, CraftForm form, List<StepWords> typed, CancellationToken ct)
    {
        if (result.Refusals.Contains(CraftRefusals.NotFound) || await Filled(form, craft, ct) is not { } page)
        {
            return NotFound();
        }

        return result.Succeeded ? Redirect(Address(craft)) : this.Refused([.. result.Refusals.Select(refusal => refusal.At(FieldOf(refusal.Field, page.Page, typed)))], "Edit", page);
    }

    /// <summary>Where an error stands: beside the words it is about.</summary>
    private static string FieldOf(string field, OwnCraftPage page, List<StepWords> typed)
    {
        for (var i = 0; i < typed.Count; i++)
        {
            var place = page.Steps.Select(step => step.MediaId).ToList().IndexOf(typed[i].Step);
            if (place >= 0 && field.StartsWith($"Words[{i}].", StringComparison.Ordinal))
            {
                return field.EndsWith(nameof(StepWords.En), StringComparison.Ordinal) ? $"step-en-{place}" : $"step-{place}";
            }
        }

        return field switch
        {
            "Next.Vi" => nameof(CraftForm.NextVi),
            "Next.En" => nameof(CraftForm.NextEn),
            nameof(CraftForm.Photo) when page.Left == 0 || !page.CanBeEdited => "",
            _ => field,
        };
    }

    /// <summary>What was typed, and what stands where nothing was.</summary>
    private async Task<CraftForm?> Filled(CraftForm form, string craft, CancellationToken ct)
    {
        if (await sender.Send(new ShowOwnCraft(this.Acting().ProducerId, craft), ct) is not { } page)
        {
            return null;
        }

        form.Page = page with
        {
            Steps = [.. page.Steps.Select(step => step with
            {
                Vi = form.Words.GetValueOrDefault(step.MediaId.Value.ToString("N")) ?? step.Vi,
                En = form.WordsEn.GetValueOrDefault(step.MediaId.Value.ToString("N")) ?? step.En,
            })],
        };
        (form.WhoMayMakeVi, form.WhoMayMakeEn, form.AgreedBy) = (form.WhoMayMakeVi ?? page.WhoMayMakeVi, form.WhoMayMakeEn ?? page.WhoMayMakeEn, form.AgreedBy ?? page.AgreedBy);
        return form;
    }
}
