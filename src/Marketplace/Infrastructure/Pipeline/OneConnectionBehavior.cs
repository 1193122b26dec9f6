using Marketplace.Infrastructure.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Pipeline;

/// <summary>
/// A page's queries share one opened connection. Opening is not free even from the pool: SQL Server resets the session each time.
/// </summary>
internal sealed class OneConnectionBehavior<TQuery, TResult>(MarketplaceDb db) : IPipelineBehavior<TQuery, TResult>
    where TQuery : IQuery<TResult>
{
    public async Task<TResult> Handle(TQuery request, RequestHandlerDelegate<TResult> next, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            return await next();
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
