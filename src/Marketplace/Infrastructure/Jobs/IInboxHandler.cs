using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;

namespace Marketplace.Infrastructure.Jobs;

/// <summary>Turns a stored notification into its effect, inside the transaction that also marks it processed.</summary>
public interface IInboxHandler
{
    bool Knows(string provider);

    /// <summary>A refusal means "not yet": the notification waits and is tried again.</summary>
    Task<Result> Handle(InboxMessage message, CancellationToken ct);
}
