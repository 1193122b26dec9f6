using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using MediatR;

namespace Marketplace.Features.Orders.ReportProblem;

/// <summary>Photos of problems are shown to those who put the problem right, and kept no longer than a bank lets a charge be disputed.</summary>
public sealed record ForgetProblemPhotos : ICommand<Result>
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(180);
}

internal sealed class ForgetProblemPhotosHandler(PrivatePhotos photos, TimeProvider clock) : IRequestHandler<ForgetProblemPhotos, Result>
{
    public Task<Result> Handle(ForgetProblemPhotos command, CancellationToken ct)
    {
        photos.ForgetBefore(clock.GetUtcNow() - ForgetProblemPhotos.KeptFor);
        return Task.FromResult(Result.Ok);
    }
}

internal sealed class ForgetProblemPhotosRegularly : IRecurringJob
{
    public string Name => "orders.forget-problem-photos";

    public TimeSpan Every => TimeSpan.FromHours(12);

    public IBaseRequest CreateCommand() => new ForgetProblemPhotos();
}
