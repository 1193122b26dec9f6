using FluentValidation;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Reviews;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Reviews;

/// <summary>The maker answers a published review, below it and for everybody; no words take the answer away.</summary>
public sealed record ReplyToReview(ProducerId Producer, Actor Actor, long Review, string Text) : ICommand<Result>, IProducerAct
{
    /// <summary>What a helper did who sent no words.</summary>
    public const string TakenBack = "WithdrawReply";

    public string About => $"{Review}";

    public string Act => string.IsNullOrWhiteSpace(Text) ? TakenBack : nameof(ReplyToReview);
}

internal sealed class ReplyToReviewValidator : AbstractValidator<ReplyToReview>
{
    public ReplyToReviewValidator() =>
        RuleFor(command => command.Text).Must(text => Typing.IsText(text, 0, Review.Longest)).WithErrorCode("reviews.text-too-long").WithState(_ => new object[] { Review.Longest });
}

internal sealed class ReplyToReviewHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ReplyToReview, Result>
{
    public async Task<Result> Handle(ReplyToReview command, CancellationToken ct) =>
        await db.Reviews.SingleOrDefaultAsync(review => review.Id == command.Review && review.ProducerId == command.Producer, ct) is { } review
            ? review.Answer(command.Text, clock.GetUtcNow())
            : ReviewRefusals.NotFound;
}
