using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Web;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation;

/// <summary>What every decision of a moderator says.</summary>
public interface IDecision
{
    UserId Moderator { get; }

    IReadOnlyList<string> Reasons { get; }

    /// <summary>The moderator's own words; empty to send those of the reasons.</summary>
    string Message { get; }
}

/// <summary>A decision with one of three verdicts. What is not approved needs a reason.</summary>
public interface IReview : IDecision
{
    Verdict? Verdict { get; }
}

internal abstract class DecisionValidator<T> : AbstractValidator<T>
    where T : IDecision
{
    protected DecisionValidator(IReadOnlyList<string> known, Func<T, bool> needsReason)
    {
        RuleFor(command => command.Reasons)
            .Must((command, reasons) => reasons.All(known.Contains) && (reasons.Count > 0 || !needsReason(command)))
            .WithErrorCode("moderation.reason-required");
        RuleFor(command => command.Message).Must(text => Typing.IsText(text, 0, Moderation.Reasons.LongestMessage)).WithErrorCode("moderation.message-too-long");
    }
}

internal abstract class ReviewValidator<T> : DecisionValidator<T>
    where T : IReview
{
    protected ReviewValidator(IReadOnlyList<string> known)
        : base(known, command => command.Verdict is not Verdict.Approve) =>
        RuleFor(command => command.Verdict).Must(verdict => verdict is { } one && Enum.IsDefined(one)).WithErrorCode("moderation.verdict-required");
}

internal static class Reviewing
{
    public static readonly Refusal NotWhatWasShown = new("moderation.not-what-was-shown");
    public static readonly Refusal OwnShop = new("moderation.own-shop");
    public static readonly Refusal PhotoNotReady = new("moderation.photo-not-ready");

    extension(MarketplaceDb db)
    {
        /// <summary>What cannot be seen yet must not appear by itself after it was approved.</summary>
        public async Task<bool> HasUnseen(IReadOnlyCollection<MediaId> photos, CancellationToken ct) =>
            photos.Count > 0 && await db.MediaItems.AnyAsync(media => photos.Contains(media.Id) && media.State != MediaState.Ready, ct);
    }
}

internal static class DecisionLog
{
    extension(IDecision decision)
    {
        public string ReasonCodes => string.Join('|', decision.Reasons.Distinct());

        /// <summary>What the maker reads.</summary>
        public string WordsIn(string language) => Moderation.Reasons.Words(decision.Reasons, decision.Message, language);
    }

    extension(MarketplaceDb db)
    {
        public void Log(UserId moderator, string action, string subject, string detail, DateTimeOffset now) => db.AuditEvents.Add(new AuditEvent
        {
            At = now,
            ActorId = moderator,
            Action = action,
            Subject = subject,
            Detail = detail,
        });
    }
}
