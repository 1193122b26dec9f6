using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Settings;

/// <summary>Takes one's own permission back, or as the shop's representative anybody's; what rested on it is gone from the pages at once.</summary>
public sealed record WithdrawConsent(ProducerId Producer, Actor Actor, bool IsRepresentative, ConsentId Consent) : ICommand<Result>, ITransactional;

internal sealed class WithdrawConsentHandler(MarketplaceDb db, SensitiveReader sensitive, ProfileMedia profile, TimeProvider clock) : IRequestHandler<WithdrawConsent, Result>
{
    public async Task<Result> Handle(WithdrawConsent command, CancellationToken ct)
    {
        var consent = await db.Consents.SingleOrDefaultAsync(consent => consent.Id == command.Consent && consent.ProducerId == command.Producer, ct);
        if (consent is null || consent.Purpose == ConsentPurpose.Selling)
        {
            return new Refusal("studio.consent-gone");
        }

        if (!command.IsRepresentative && !(await db.PeopleSpokenForBy(command.Actor, false, command.Producer, clock.GetUtcNow().VietnamDay(), ct)).Contains(consent.PersonId))
        {
            return Permitting.NotYours;
        }

        // Withdrawn before and pressed again: what was given since is another permission.
        if (consent.IsInForce)
        {
            var same = await db.Consents.InForce()
                .Where(other => other.ProducerId == command.Producer && other.PersonId == consent.PersonId && other.Purpose == consent.Purpose)
                .ToListAsync(ct);
            await db.EndConsents(same, sensitive, profile, command.Actor, clock.GetUtcNow(), ct);
        }

        return Result.Ok;
    }
}
