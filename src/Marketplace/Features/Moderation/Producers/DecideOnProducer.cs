using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Producers;

/// <summary>Verifies a producer, asks for changes or turns them down, with reasons.</summary>
/// <param name="Producer">Who applied.</param>
/// <param name="Moderator">Who decides.</param>
/// <param name="Verdict">What is decided.</param>
/// <param name="Reasons">Codes.</param>
/// <param name="Message">The moderator's own words.</param>
/// <param name="Shown">The version that was looked at: another one is not decided on. Nothing when nobody looks at a page, as in the demonstration.</param>
public sealed record DecideOnProducer(ProducerId Producer, UserId Moderator, Verdict? Verdict, IReadOnlyList<string> Reasons, string Message, int? Shown = null)
    : ICommand<Result>, IReview;

internal sealed class DecideOnProducerValidator() : ReviewValidator<DecideOnProducer>(Reasons.ForProducers);

/// <summary>Stops a producer from selling until further notice: the goods leave the shop, orders already placed go on.</summary>
public sealed record SuspendProducer(ProducerId Producer, UserId Moderator, IReadOnlyList<string> Reasons, string Message) : ICommand<Result>, IDecision;

internal sealed class SuspendProducerValidator() : DecisionValidator<SuspendProducer>(Reasons.ForSuspension, _ => true);

/// <summary>Lets a suspended producer sell again.</summary>
public sealed record ReinstateProducer(ProducerId Producer, UserId Moderator) : ICommand<Result>, IDecision
{
    public IReadOnlyList<string> Reasons => [];

    public string Message => "";
}

/// <summary>Opens a rejected application for changes: the maker called, and the market agrees that it can be mended.</summary>
public sealed record ReopenProducer(ProducerId Producer, UserId Moderator) : ICommand<Result>, IDecision
{
    public IReadOnlyList<string> Reasons => [];

    public string Message => "";
}

internal sealed class DecideOnProducerHandler(MarketplaceDb db, ProducerContacts contacts, TimeProvider clock)
    : IRequestHandler<DecideOnProducer, Result>, IRequestHandler<SuspendProducer, Result>, IRequestHandler<ReinstateProducer, Result>,
        IRequestHandler<ReopenProducer, Result>
{
    public async Task<Result> Handle(DecideOnProducer command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var result = await Decide(
            command.Producer, command, now, "producer.review",
            (producer, words) => producer.Status == ProducerStatus.Applied && command.Shown is { } shown && shown != producer.Version ? Reviewing.NotWhatWasShown
                : command.Verdict == Verdict.Approve ? producer.Verify(now)
                : producer.Return(command.Verdict == Verdict.Reject, words), ct);
        if (result.Succeeded)
        {
            await db.ProducerEdits.Where(edit => edit.ProducerId == command.Producer).MarkSeen(command.Moderator, now, ct);
        }

        return result;
    }

    public Task<Result> Handle(SuspendProducer command, CancellationToken ct) => Decide(
        command.Producer, command, clock.GetUtcNow(), "producer.suspend", (producer, words) => producer.Suspend(words), ct);

    public Task<Result> Handle(ReinstateProducer command, CancellationToken ct) => Decide(
        command.Producer, command, clock.GetUtcNow(), "producer.reinstate", (producer, _) => producer.Reinstate(), ct);

    public Task<Result> Handle(ReopenProducer command, CancellationToken ct) => Decide(
        command.Producer, command, clock.GetUtcNow(), "producer.reopen", (producer, _) => producer.Reopen(), ct);

    private async Task<Result> Decide(ProducerId id, IDecision command, DateTimeOffset now, string action, Func<Producer, string, Result> decide, CancellationToken ct)
    {
        if (await db.Producers.SingleOrDefaultAsync(producer => producer.Id == id, ct) is not { } producer)
        {
            return ProducerRefusals.NotFound;
        }

        if (await db.IsOwnShop(command.Moderator, id, now, ct))
        {
            return Reviewing.OwnShop;
        }

        var (status, message) = (producer.Status, producer.ReviewMessage);
        var result = decide(producer, command.WordsIn((await contacts.Of(id, ct)).Language));
        if (!result.Succeeded)
        {
            return result;
        }

        db.ProducerDecisions.Add(new ProducerDecision
        {
            ProducerId = id,
            ModeratorId = command.Moderator,
            Before = status,
            Decision = producer.Status,
            Reasons = command.ReasonCodes,
            Message = producer.ReviewMessage,
            MessageBefore = message,
            At = now,
        });
        db.Log(command.Moderator, action, AuditSubject.Of(id), $"{producer.Status} {command.ReasonCodes}", now);
        return result;
    }
}
