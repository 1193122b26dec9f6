using System.Globalization;
using System.Text.Json;
using Marketplace.Domain.Common;
using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Templates;

/// <summary>The target programmes that are on record, those that run first.</summary>
public sealed record ListTemplates : IQuery<IReadOnlyList<TemplateModel>>;

internal sealed class ListTemplatesHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ListTemplates, IReadOnlyList<TemplateModel>>
{
    public async Task<IReadOnlyList<TemplateModel>> Handle(ListTemplates request, CancellationToken cancellationToken)
    {
        var today = clock.GetUtcNow().VietnamDay();
        return
        [
            .. (await db.ProgrammeTemplates.AsNoTracking().ToListAsync(cancellationToken)).Select(template => TemplateReader.Read(template, today))
                .OrderByDescending(template => template.IsRunning).ThenByDescending(template => template.From),
        ];
    }
}

/// <summary>Reads a template's JSON as the file of reference data has it; what is missing there is missing here.</summary>
internal static class TemplateReader
{
    public static TemplateModel Read(ProgrammeTemplate template, DateOnly today)
    {
        using var json = JsonDocument.Parse(template.Json);
        var programme = json.RootElement;
        var reporting = programme.TryGetProperty("reporting", out var found) ? found : default;
        return new TemplateModel(
            template.Slug,
            Languages.Pick(template.NameVi, template.NameEn),
            template.From,
            template.To,
            template.From <= today && (template.To is null || template.To >= today),
            [.. List(programme, "legal_basis").Concat(One(reporting, "legal_basis")).Select(Law)],
            [.. List(programme, "components").Select(Part)],
            [.. List(programme, "targets").Select(Target)],
            [.. List(reporting, "rounds").Select(Round)],
            Note(reporting));
    }

    private static TemplateLaw Law(JsonElement law) => new(
        Text(law, "ref"), DateOnly.TryParse(Text(law, "date"), CultureInfo.InvariantCulture, out var day) ? day : null, ConfidenceOf(law));

    private static TemplatePart Part(JsonElement part) =>
        new(Text(part, "code"), Name(part), Note(part), ConfidenceOf(part), [.. List(part, "sub_projects").Select(Part)]);

    private static TemplateTarget Target(JsonElement target) => new(
        Text(target, "code"), Name(target), Value(target), Texts.Get("programme.target-unit." + Text(target, "unit").Replace(' ', '-')),
        target.TryGetProperty("due", out var due) && due.TryGetInt32(out var year) ? year : null, Note(target), ConfidenceOf(target));

    private static string Value(JsonElement target)
    {
        var values = target.TryGetProperty("value", out var value) ? (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value]) : [];
        object[] written = [.. values.Select(one => Number(one.GetRawText()))];
        return Texts.Get("programme.target." + Text(target, "operator"), written);
    }

    /// <summary>As the file writes it, with the reader's decimal sign.</summary>
    private static string Number(string raw)
    {
        var plain = raw.EndsWith(".0", StringComparison.Ordinal) ? raw[..^2] : raw;
        return Languages.Current == "en" ? plain : plain.Replace('.', ',');
    }

    private static TemplateRound Round(JsonElement round) => new(
        Text(round, "code"), Languages.Current == Languages.Default ? Text(round, "name_vi") : Texts.Get("programme.round." + Text(round, "code")), ConfidenceOf(round),
        [.. List(round, "levels").Select(Step)]);

    private static TemplateStep Step(JsonElement step) => new(
        Texts.Get("programme.level." + Text(step, "level")), Texts.Get("programme.round-action." + Text(step, "action")), Due(step), Note(step));

    private static string Due(JsonElement step)
    {
        if (!step.TryGetProperty("due", out var due) || due.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        return due.TryGetProperty("days_after", out var days)
            ? Texts.Get("programme.due-days", days.GetInt32())
            : Texts.Get("programme.due-day", due.GetProperty("day").GetInt32(), due.GetProperty("month").GetInt32());
    }

    private static Confidence ConfidenceOf(JsonElement fact) => Text(fact, "confidence") switch
    {
        "verified" => Confidence.Verified,
        "not-found" => Confidence.NotFound,
        _ => Confidence.Unverified,
    };

    private static string Name(JsonElement named) => Languages.Pick(Text(named, "name_vi"), Text(named, "name_en"));

    /// <summary>A note that a template of one's own tells in one language only is told in that.</summary>
    private static TemplateNote Note(JsonElement noted)
    {
        var (vietnamese, english) = (Text(noted, "note_vi"), Text(noted, "note_en"));
        return vietnamese.Length > 0
            ? new TemplateNote(Languages.Pick(vietnamese, english), Languages.Foreign(english))
            : new TemplateNote(english, Languages.Current == "en" ? null : "en");
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    private static JsonElement.ArrayEnumerator List(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static JsonElement[] One(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var one) && one.ValueKind == JsonValueKind.Object ? [one] : [];
}
