using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Localization;

namespace Marketplace.Features.Orders;

/// <summary>Why a maker declined, as it is said to the buyer.</summary>
internal static class DeclineWords
{
    extension(ProducerOrder part)
    {
        /// <summary>Nothing where no maker declined, or for a reason that is none of theirs: a bank or the card provider took the money back.</summary>
        public string? DeclinedBecause(string language) =>
            part.Status == ProducerOrderStatus.Declined && DeclineReasons.All.Contains(part.Reason) ? Texts.In(language, "orders.declined-because." + part.Reason) : null;
    }
}
