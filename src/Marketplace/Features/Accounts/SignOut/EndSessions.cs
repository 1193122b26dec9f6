using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.SignOut;

/// <summary>Ends one's sessions on every device; they notice within a minute.</summary>
public sealed record EndSessions(UserId User) : ICommand<Result>;

internal sealed class EndSessionsHandler(MarketplaceDb db) : IRequestHandler<EndSessions, Result>
{
    public async Task<Result> Handle(EndSessions command, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(user => user.Id == command.User.Value, ct);
        user.EndSessions();
        return Result.Ok;
    }
}
