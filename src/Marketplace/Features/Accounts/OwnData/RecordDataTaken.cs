using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;

namespace Marketplace.Features.Accounts.OwnData;

/// <summary>Writes down that somebody takes their data along, which a session left open must not do: it takes the password.</summary>
public sealed record RecordDataTaken(UserId User, string? Password) : ICommand<Result>, ITakesPassword
{
    public UserId? PasswordOf => User;
}

internal sealed class RecordDataTakenHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<RecordDataTaken, Result>
{
    public Task<Result> Handle(RecordDataTaken command, CancellationToken cancellationToken)
    {
        db.AuditEvents.Add(new AuditEvent { At = clock.GetUtcNow(), ActorId = command.User, Action = "account.data", Subject = AuditSubject.OfAccount(command.User) });
        return Task.FromResult(Result.Ok);
    }
}
