using System.Globalization;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Apply;

internal sealed class ApplyToSellHandler(MarketplaceDb db, ColumnProtector protector, TimeProvider clock) : IRequestHandler<ApplyToSell, Result<string>>
{
    /// <summary>Waiting for review at once, of one account. Each takes a moderator's time.</summary>
    public const int MostWaiting = 2;

    public async Task<Result<string>> Handle(ApplyToSell command, CancellationToken ct)
    {
        if (command.Token == default)
        {
            return new Refusal("errors.stale-form");
        }

        var user = await db.Users.SingleAsync(user => user.Id == command.User.Value, ct);
        if (await db.Producers.SingleOrDefaultAsync(producer => producer.Id == command.Token, ct) is { } already)
        {
            return user.PersonId is { } self && await db.Memberships.AnyAsync(membership => membership.ProducerId == already.Id && membership.PersonId == self, ct)
                ? already.Slug
                : ProducerRefusals.NotFound;
        }

        if (await Waiting(user, ct) >= MostWaiting)
        {
            return new Refusal("studio.too-many-applications", "", MostWaiting);
        }

        if (!await db.AdminUnits.CommunesOf(command.ProvinceId!.Value).AnyAsync(unit => unit.Id == command.UnitId, ct))
        {
            return new Refusal("studio.commune-required", nameof(command.UnitId));
        }

        var slugs = command.People.Select(person => person.EthnicGroup).Where(slug => slug is not "").Distinct().ToList();
        var groups = await db.EthnicGroups.Where(group => slugs.Contains(group.Slug)).ToDictionaryAsync(group => group.Slug, group => group.Id, ct);
        if (slugs.Exists(slug => !groups.ContainsKey(slug)))
        {
            return new Refusal("studio.people-unknown", nameof(command.People));
        }

        var now = clock.GetUtcNow();
        var producer = new Producer
        {
            Id = command.Token,
            Kind = command.Kind!.Value,
            Slug = await FreeSlug(command.NameVi, command.Token, ct),
            NameVi = command.NameVi,
            NameEn = command.NameEn,
            UnitId = command.UnitId!.Value,
            AddressLine = command.AddressLine,
            Phone = Infrastructure.Messaging.Phone.ToE164(command.Phone)!,
            Email = command.Email,
            RegistrationNumber = RegistrationNumbers.HasOne(command.Kind) ? RegistrationNumbers.Of(command.RegistrationNumber)! : "",
            MemberCount = (int)(command.MemberCount ?? command.People.Count),
            AppliedAt = now,
        };
        producer.Apply();
        db.Producers.Add(producer);
        for (var i = 0; i < command.People.Count; i++)
        {
            await Add(command.People[i], producer, i == 0 ? user : null, groups, now, ct);
        }

        await GiveRole(user.Id, ct);
        return producer.Slug;
    }

    private async Task<int> Waiting(Infrastructure.Accounts.User user, CancellationToken ct) => user.PersonId is not { } self ? 0
        : await db.Memberships.Where(membership => membership.PersonId == self && membership.Role == MembershipRole.Representative)
            .Join(db.Producers.Where(producer => producer.Status == ProducerStatus.Applied), membership => membership.ProducerId, producer => producer.Id, (_, producer) => producer.Id)
            .Distinct().CountAsync(ct);

    private async Task Add(
        ApplyingPerson applying, Producer producer, Infrastructure.Accounts.User? account, Dictionary<string, int> groups, DateTimeOffset now, CancellationToken ct)
    {
        var person = account?.PersonId is { } known ? await db.Persons.SingleOrDefaultAsync(person => person.Id == known, ct) : null;
        if (person is null)
        {
            person = new Person { Id = PersonId.New(), FullName = applying.FullName, RecordedAt = now };
            db.Persons.Add(person);
        }

        if (applying.Statistics)
        {
            person.Gender = applying.Gender;
        }

        if (applying.EthnicGroup is not "")
        {
            person.EthnicityCipher = protector.Ethnicity(person.Id, applying.EthnicGroup);
        }

        account?.PersonId = person.Id;
        db.Memberships.Add(new Membership
        {
            Id = MembershipId.New(),
            PersonId = person.Id,
            ProducerId = producer.Id,
            Role = account is not null ? MembershipRole.Representative : MembershipRole.Member,
            ShareBasisPoints = (int)(applying.SharePercent ?? 0) * 100,
            From = now.VietnamDay(),
        });
        foreach (var purpose in Purposes(applying, account is not null))
        {
            db.Consents.Add(new Consent
            {
                Id = ConsentId.New(),
                PersonId = person.Id,
                ProducerId = producer.Id,
                Purpose = purpose,
                TextVersion = ConsentTexts.Version,
                GivenAt = now,
            });
        }

        if (account is not null && applying.PublicEthnicity && applying.EthnicGroup is not "")
        {
            producer.PublicEthnicGroupId = groups[applying.EthnicGroup];
        }
    }

    private static IEnumerable<ConsentPurpose> Purposes(ApplyingPerson person, bool isRepresentative)
    {
        if (isRepresentative)
        {
            yield return ConsentPurpose.Selling;
        }

        if (person.PublicProfile)
        {
            yield return ConsentPurpose.PublicProfile;
        }

        if (person.Statistics)
        {
            yield return ConsentPurpose.Statistics;
        }

        if (person.PublicEthnicity)
        {
            yield return ConsentPurpose.PublicEthnicity;
        }
    }

    private async Task<string> FreeSlug(string name, ProducerId id, CancellationToken ct)
    {
        var wanted = Fold.Slug(name);
        if (wanted.Length < 2 || wanted.Any(character => !char.IsAscii(character)))
        {
            wanted = "nha-" + id.Value.ToString("N")[^8..];
        }

        var taken = await db.Producers.Where(producer => producer.Slug.StartsWith(wanted)).Select(producer => producer.Slug).ToListAsync(ct);
        var slug = wanted;
        for (var number = 2; taken.Contains(slug); number++)
        {
            slug = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}");
        }

        return slug;
    }

    private async Task GiveRole(Guid user, CancellationToken ct)
    {
        var role = await db.Roles.Where(role => role.Name == Roles.ProducerMember).Select(role => role.Id).SingleAsync(ct);
        if (!await db.UserRoles.AnyAsync(has => has.UserId == user && has.RoleId == role, ct))
        {
            db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = user, RoleId = role });
        }
    }
}
