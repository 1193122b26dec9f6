using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Producers;

/// <summary>Verifies a producer, asks for changes or turns them down, with reasons.</summary>
public sealed record DecideOnProducer(ProducerId Producer, UserId Moderator, Verdict? Verdict, IReadOnlyList<string> Reasons, string Message) : ICommand<Result>;

internal sealed class DecideOnProducerValidator : AbstractValidator<DecideOnProducer>
{
    public DecideOnProducerValidator()
    {
        RuleFor(command => command.Verdict).Must(verdict => verdict is { } one && Enum.IsDefined(one)).WithErrorCode("moderation.verdict-required");
        RuleFor(command => command.Reasons)
            .Must((command, reasons) => command.Verdict is Verdict.Approve || (reasons.Count > 0 && reasons.All(Moderation.Reasons.ForProducers.Contains)))
            .WithErrorCode("moderation.reason-required");
        RuleFor(command => command.Message).Must(text => Typing.IsText(text, 0, Moderation.Reasons.LongestMessage)).WithErrorCode("moderation.message-too-long");
    }
}

internal sealed class DecideOnProducerHandler(MarketplaceDb db, ProducerContacts contacts, TimeProvider clock) : IRequestHandler<DecideOnProducer, Result>
{
    public async Task<Result> Handle(DecideOnProducer command, CancellationToken ct)
    {
        if (await db.Producers.SingleOrDefaultAsync(producer => producer.Id == command.Producer, ct) is not { } producer)
        {
            return ProducerRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        var words = command.Verdict == Verdict.Approve ? "" : Reasons.Words(command.Reasons, command.Message, (await contacts.Of(producer.Id, ct)).Language);
        db.AuditEvents.Add(new AuditEvent
        {
            At = now,
            ActorId = command.Moderator,
            Action = "producer.review",
            Subject = producer.Id.Value.ToString(),
            Detail = $"{command.Verdict} {string.Join('|', command.Reasons)}",
        });

        return command.Verdict == Verdict.Approve ? producer.Verify(now) : producer.Return(command.Verdict == Verdict.Reject, words);
    }
}
