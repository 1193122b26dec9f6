using Marketplace.Domain.Accounts;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.Close;

public sealed record IsAccountClosed(UserId User) : IQuery<bool>;

internal sealed class IsAccountClosedHandler(MarketplaceDb db) : IRequestHandler<IsAccountClosed, bool>
{
    public async Task<bool> Handle(IsAccountClosed query, CancellationToken cancellationToken) => !await db.Users.StillOpen().AnyAsync(user => user.Id == query.User.Value, cancellationToken);
}
