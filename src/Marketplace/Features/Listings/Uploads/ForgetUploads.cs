using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Uploads;

/// <summary>Lets go of uploads a day after they began, finished or not.</summary>
public sealed record ForgetUploads : ICommand<Result>
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);
}

internal sealed class ForgetUploadsHandler(MarketplaceDb db, UploadPieces pieces, TimeProvider clock) : IRequestHandler<ForgetUploads, Result>
{
    private const int AtOnce = 500;

    public async Task<Result> Handle(ForgetUploads command, CancellationToken ct)
    {
        var before = clock.GetUtcNow() - ForgetUploads.KeptFor;
        var old = await db.PhotoUploads.Where(upload => upload.StartedAt < before).OrderBy(upload => upload.StartedAt).Take(AtOnce).ToListAsync(ct);
        foreach (var upload in old)
        {
            // Files first: a crash in between leaves a row for the next run, never a file that nothing names.
            pieces.Forget(upload.Id);
        }

        db.PhotoUploads.RemoveRange(old);
        return Result.Ok;
    }
}

internal sealed class ForgetUploadsRegularly : Infrastructure.Jobs.IRecurringJob
{
    public string Name => "listings.forget-uploads";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public IBaseRequest CreateCommand() => new ForgetUploads();
}
