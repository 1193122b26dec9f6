using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.ReportProblem;

/// <summary>Photos and words of problems are shown to those who put the problem right, and kept no longer than a bank lets a charge be disputed.</summary>
public sealed record ForgetProblemPhotos : ICommand<Result>, ITransactional
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(180);
}

internal sealed class ForgetProblemPhotosHandler(MarketplaceDb db, PrivatePhotos photos, AfterSave afterSave, TimeProvider clock) : IRequestHandler<ForgetProblemPhotos, Result>
{
    public async Task<Result> Handle(ForgetProblemPhotos command, CancellationToken ct)
    {
        var before = clock.GetUtcNow() - ForgetProblemPhotos.KeptFor;

        // Files are gone through when others may write again.
        afterSave.Do(_ =>
        {
            photos.ForgetBefore(before);
            return ValueTask.CompletedTask;
        });
        await db.OrderProblems.Where(problem => problem.ClosedAt < before).ExecuteDeleteAsync(ct);
        return Result.Ok;
    }
}

internal sealed class ForgetProblemPhotosRegularly : IRecurringJob
{
    public string Name => "orders.forget-problem-photos";

    public TimeSpan Every => TimeSpan.FromHours(12);

    public IBaseRequest CreateCommand() => new ForgetProblemPhotos();
}
