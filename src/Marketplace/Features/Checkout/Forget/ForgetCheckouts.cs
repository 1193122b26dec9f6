using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Checkout.Forget;

/// <summary>Deletes what people typed on the way to an order 90 days later; the order keeps its own copy of the address.</summary>
public sealed record ForgetCheckouts : ICommand<Result>, ITransactional
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);
}

internal sealed class ForgetCheckoutsHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ForgetCheckouts, Result>
{
    public async Task<Result> Handle(ForgetCheckouts command, CancellationToken ct)
    {
        var before = clock.GetUtcNow() - ForgetCheckouts.KeptFor;
        await db.Checkouts.Where(checkout => checkout.StartedAt < before).ExecuteDeleteAsync(ct);
        return Result.Ok;
    }
}

internal sealed class ForgetCheckoutsRegularly : Infrastructure.Jobs.IRecurringJob
{
    public string Name => "checkout.forget";

    public TimeSpan Every => TimeSpan.FromHours(6);

    public IBaseRequest CreateCommand() => new ForgetCheckouts();
}
