namespace Marketplace.Features.Programme.Templates;

/// <summary>How sure we are of a fact of a programme.</summary>
public enum Confidence
{
    /// <summary>Read in its source.</summary>
    Verified = 1,

    /// <summary>Not yet compared with a source.</summary>
    Unverified = 2,

    /// <summary>No source was found.</summary>
    NotFound = 3,
}

/// <summary>A target programme as it is kept: its law, parts, targets and report calendar, each with how sure we are of it.</summary>
public sealed record TemplateModel(
    string Slug, string Name, DateOnly? From, DateOnly? To, bool IsRunning, IReadOnlyList<TemplateLaw> Laws, IReadOnlyList<TemplatePart> Parts, IReadOnlyList<TemplateTarget> Targets,
    IReadOnlyList<TemplateRound> Rounds, TemplateNote Note);

public sealed record TemplateLaw(string Reference, DateOnly? Day, Confidence Confidence);

public sealed record TemplatePart(string Code, string Name, TemplateNote Note, Confidence Confidence, IReadOnlyList<TemplatePart> Parts);

/// <summary>"<c>Value</c>" is written for the reader: "từ 65", "2,5–3".</summary>
public sealed record TemplateTarget(string Code, string Name, string Value, string Unit, int? Due, TemplateNote Note, Confidence Confidence);

public sealed record TemplateRound(string Code, string Name, Confidence Confidence, IReadOnlyList<TemplateStep> Steps);

/// <summary>What a level does by when.</summary>
public sealed record TemplateStep(string Level, string Action, string Due, TemplateNote Note);

/// <summary>What there is to say of a fact; its language where it is not the reader's.</summary>
public sealed record TemplateNote(string Text, string? Language)
{
    public bool IsThere => Text.Length > 0;
}
