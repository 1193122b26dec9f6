using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Reviews;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.WriteReview;

/// <summary>The page to write a review on, with what was written before.</summary>
public sealed record ShowReviewForm(OrderAccess Access, OrderLineId Line) : IQuery<ReviewPage?>;

/// <param name="State">Of what was written before, if anything was.</param>
/// <param name="Refusal">Why it is not shown to anybody.</param>
/// <param name="WhyNot">Key of the reason why nothing can be written, if so.</param>
public sealed record ReviewPage(string Name, string? NameLanguage, ReviewState? State, string Refusal, int Photos, string? WhyNot, int? Stars, string Text, string ShownName);

internal sealed class ShowReviewFormHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ShowReviewForm, ReviewPage?>
{
    public async Task<ReviewPage?> Handle(ShowReviewForm query, CancellationToken ct)
    {
        if (await db.LineToReview(query.Access, query.Line, ct) is not { } line)
        {
            return null;
        }

        var before = await db.Reviews.AsNoTracking().Where(review => review.LineId == query.Line)
            .Select(review => new { review.State, review.Refusal, review.Stars, review.Text, review.Name, Photos = review.Photos.Count }).SingleOrDefaultAsync(ct);
        return new ReviewPage(
            Languages.Pick(line.NameVi, line.NameEn), Languages.Foreign(line.NameEn == line.NameVi ? "" : line.NameEn), before?.State, before?.Refusal ?? "", before?.Photos ?? 0,
            line.WhyNot(clock.GetUtcNow())?.Code, before?.Stars, before?.Text ?? "", before?.Name ?? GivenName(line.Receiver));
    }

    /// <summary>In Vietnamese the given name comes last; a proposal to be changed at will.</summary>
    private static string GivenName(string fullName)
    {
        var given = fullName.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
        return given.Length > Review.LongestName ? "" : given;
    }
}
