using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Carts.Clean;

/// <summary>Throws away carts nobody touched for 90 days.</summary>
public sealed record CleanCarts : ICommand<Result>, ITransactional
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);
}

internal sealed class CleanCartsHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<CleanCarts, Result>
{
    public async Task<Result> Handle(CleanCarts command, CancellationToken ct)
    {
        var before = clock.GetUtcNow() - CleanCarts.KeptFor;
        await db.Carts.Where(cart => cart.ChangedAt < before).ExecuteDeleteAsync(ct);
        return Result.Ok;
    }
}

internal sealed class CleanCartsRegularly : Infrastructure.Jobs.IRecurringJob
{
    public string Name => "carts.clean";

    public TimeSpan Every => TimeSpan.FromHours(6);

    public IBaseRequest CreateCommand() => new CleanCarts();
}
