using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio;

/// <summary>What rested on a permission ends with it, whether it is withdrawn or the one who gave it leaves the shop.</summary>
internal static class ConsentEnds
{
    extension(MarketplaceDb db)
    {
        /// <param name="ended">Of one person in one shop, in force until now.</param>
        /// <param name="sensitive">Opens the people of another representative, on record.</param>
        /// <param name="profile">Takes portrait and voice away.</param>
        /// <param name="actor">Who ends them.</param>
        /// <param name="now">When.</param>
        /// <param name="ct">Cancels.</param>
        public async Task EndConsents(IReadOnlyList<Consent> ended, SensitiveReader sensitive, ProfileMedia profile, Actor actor, DateTimeOffset now, CancellationToken ct)
        {
            foreach (var consent in ended)
            {
                consent.Withdraw(now);
                db.AuditEvents.Add(new AuditEvent { At = now, ActorId = actor.UserId, Action = "consent.withdraw", Subject = AuditSubject.Of(consent.Id), Detail = $"{consent.Purpose}" });
            }

            if (ended.FirstOrDefault(consent => consent.Purpose == ConsentPurpose.PublicEthnicity) is { } shown)
            {
                var producer = await db.Producers.SingleAsync(producer => producer.Id == shown.ProducerId, ct);
                producer.PublicEthnicGroupId = await db.PeopleShownWithout(shown.PersonId, producer, sensitive, actor, now.VietnamDay(), ct);
            }

            if (ended.FirstOrDefault(consent => consent.Purpose == ConsentPurpose.PublicProfile) is { } profiled)
            {
                await profile.Forget(profiled.ProducerId, profiled.PersonId, ct);
            }

            if (ended.Count > 0)
            {
                await db.ForgetSensitive(ended[0].PersonId, [.. ended.Select(consent => consent.Id)], ct);
            }
        }

        /// <summary>
        /// The people shown is a representative's own: a member's permission does not stand in for theirs, nor theirs for a member's. Another representative
        /// of today who permits it brings their own.
        /// </summary>
        private async Task<int?> PeopleShownWithout(PersonId person, Producer producer, SensitiveReader sensitive, Actor actor, DateOnly today, CancellationToken ct)
        {
            var representatives = await db.Memberships.AsNoTracking().Where(membership => membership.ProducerId == producer.Id && membership.Role == MembershipRole.Representative)
                .OrderBy(membership => membership.From).ToListAsync(ct);
            var permitting = await db.Consents.ShowingPeople()
                .Where(consent => consent.ProducerId == producer.Id && consent.PersonId != person)
                .Select(consent => consent.PersonId).ToListAsync(ct);
            var others = representatives.FindAll(membership => membership.From <= today && (membership.Until is null || membership.Until >= today) && permitting.Contains(membership.PersonId));
            if (others.Count > 0 && !representatives.Exists(membership => membership.PersonId == person))
            {
                return producer.PublicEthnicGroupId;
            }

            foreach (var other in others)
            {
                if (await sensitive.Ethnicity(other.PersonId, actor.UserId, "people shown with the shop", ct) is { } slug)
                {
                    return await db.EthnicGroups.Where(group => group.Slug == slug).Select(group => (int?)group.Id).SingleOrDefaultAsync(ct);
                }
            }

            return null;
        }

        /// <summary>Ethnicity and gender are kept for the purposes permitted only; with the last one gone they go too.</summary>
        private async Task ForgetSensitive(PersonId whose, List<ConsentId> ended, CancellationToken ct)
        {
            var left = await db.Consents.InForce().Where(consent => consent.PersonId == whose && !ended.Contains(consent.Id))
                .Select(consent => consent.Purpose).ToListAsync(ct);
            var person = await db.Persons.SingleAsync(person => person.Id == whose, ct);
            if (!left.Contains(ConsentPurpose.Statistics))
            {
                person.Gender = Gender.NotStated;
            }

            if (!left.Contains(ConsentPurpose.Statistics) && !left.Contains(ConsentPurpose.PublicEthnicity))
            {
                person.EthnicityCipher = null;
            }
        }
    }
}
