using FluentValidation;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Reviews;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.WriteReview;

/// <summary>The buyer of a delivered line says what it was like, or says it anew. It waits for a moderator. Photos take the place of those sent before.</summary>
public sealed record WriteReview(OrderAccess Access, OrderLineId Line, int? Stars, string Text, string Name, string Language, IReadOnlyList<Stream> Photos) : ICommand<Result>;

/// <summary>The buyer takes back what was said. Asked for twice, it is gone once.</summary>
public sealed record WithdrawReview(OrderAccess Access, OrderLineId Line) : ICommand<Result>;

internal sealed class WriteReviewValidator : AbstractValidator<WriteReview>
{
    public WriteReviewValidator()
    {
        RuleFor(command => command.Stars).Must(stars => stars is >= 1 and <= Review.MostStars).WithErrorCode("reviews.stars-required");
        RuleFor(command => command.Text).Must(text => Typing.IsText(text, 0, Review.Longest)).WithErrorCode("reviews.text-too-long").WithState(_ => new object[] { Review.Longest });
        RuleFor(command => command.Name).Must(name => Typing.IsLine(name, 1, Review.LongestName)).WithErrorCode("reviews.name-required").WithState(_ => new object[] { Review.LongestName });
        RuleFor(command => command.Photos).Must(photos => photos.Count <= Review.MostPhotos).WithErrorCode("reviews.too-many-photos").WithState(_ => new object[] { Review.MostPhotos });
    }
}

internal sealed class WriteReviewHandler(MarketplaceDb db, IPhotoIntake intake, TimeProvider clock) : IRequestHandler<WriteReview, Result>, IRequestHandler<WithdrawReview, Result>
{
    /// <summary>Of one shop, waiting to be worked on: its own may be more, so that buyers do not fill its queue.</summary>
    private const int MostPhotosWaiting = 20;

    public async Task<Result> Handle(WriteReview command, CancellationToken ct)
    {
        if (await db.LineToReview(command.Access, command.Line, ct) is not { } line)
        {
            return OrderRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        if (line.WhyNot(now) is { } refusal)
        {
            return refusal;
        }

        if (line.BuyerPhone == line.ProducerPhone || (command.Access.User is { } user && await db.IsOwnShop(user, line.ProducerId, now, ct)))
        {
            return new Refusal("reviews.own-shop");
        }

        List<MediaId> photos = [];
        if (await Receive(command, line, photos, ct) is { Succeeded: false } refused)
        {
            return refused;
        }

        var review = await db.Reviews.Include(review => review.Photos).SingleOrDefaultAsync(review => review.LineId == command.Line, ct);
        if (review is null)
        {
            review = new Review { LineId = command.Line, ProductId = line.ProductId, ProducerId = line.ProducerId };
            db.Reviews.Add(review);
        }

        review.Write(command.Stars!.Value, command.Text, command.Name, command.Language, photos, now);
        return Result.Ok;
    }

    public async Task<Result> Handle(WithdrawReview command, CancellationToken ct)
    {
        if (await db.LineToReview(command.Access, command.Line, ct) is null)
        {
            return OrderRefusals.NotFound;
        }

        if (await db.Reviews.Include(review => review.Photos).SingleOrDefaultAsync(review => review.LineId == command.Line, ct) is { } review)
        {
            review.Withdraw();
            db.Reviews.Remove(review);
        }

        return Result.Ok;
    }

    private async Task<Result> Receive(WriteReview command, LineToReview line, List<MediaId> received, CancellationToken ct)
    {
        if (command.Photos.Count > 0
            && await db.MediaItems.CountAsync(media => media.State == MediaState.Queued && media.ProducerId == line.ProducerId, ct) + command.Photos.Count > MostPhotosWaiting)
        {
            return new Refusal("reviews.photos-later", nameof(command.Photos));
        }

        foreach (var photo in command.Photos)
        {
            // After a lost race the command runs again, on streams read to their end.
            photo.Position = 0;
            var media = await intake.Receive(line.ProducerId, photo, ct);
            if (!media.Succeeded)
            {
                return Result.Refused(media.Refusals);
            }

            received.Add(media.Value);
        }

        return Result.Ok;
    }
}
