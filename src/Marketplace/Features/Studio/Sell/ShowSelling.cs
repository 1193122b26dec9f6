using Marketplace.Domain.Common;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Rules;
using MediatR;

namespace Marketplace.Features.Studio.Sell;

/// <summary>What selling here brings, costs and needs, before anybody signs up for it.</summary>
public sealed record ShowSelling : IQuery<SellingModel>;

/// <param name="SharePercent">What a seller gets of a price at the least; nothing before there are rules.</param>
/// <param name="DelayDays">From the buyer's word that it came to the money's way; nothing before there are rules.</param>
public sealed record SellingModel(long? SharePercent, long? DelayDays);

internal sealed class ShowSellingHandler(RuleBook rules, TimeProvider clock) : IRequestHandler<ShowSelling, SellingModel>
{
    public async Task<SellingModel> Handle(ShowSelling query, CancellationToken ct)
    {
        var today = await rules.On(clock.GetUtcNow().VietnamDay(), ct);
        return new SellingModel(today.LeastSharePercent, today.HasFees ? today.Policy(PolicyCodes.PayoutDelayDays) : null);
    }
}
