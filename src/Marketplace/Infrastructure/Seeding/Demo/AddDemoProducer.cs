using System.Globalization;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Seeding.Reference;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>What rows point at, looked up once.</summary>
internal sealed record DemoLookups(
    IReadOnlyDictionary<string, int> Communes, IReadOnlyDictionary<string, int> Groups, IReadOnlyDictionary<string, Category> Categories,
    IReadOnlyDictionary<string, int> Techniques, IReadOnlyDictionary<string, DemoMotifRow> Motifs, IReadOnlyDictionary<int, int> FormerCommunes)
{
    /// <summary>The commune as it was on a day: before July 2025 the one that most of it was made of.</summary>
    public int CommuneOn(string code, DateOnly day) =>
        day <= PlaceFiles.LastOldDay && FormerCommunes.TryGetValue(Communes[code], out var former) ? former : Communes[code];
}

/// <summary>One invented producer applies, with its people.</summary>
internal sealed record AddDemoProducer(DemoProducerRow Row, DemoLookups Lookups, int Index) : ICommand<Result<DemoApplicant>>;

/// <summary>Who applied, and who makes there.</summary>
internal sealed record DemoApplicant(ProducerId Id, IReadOnlyList<PersonId> Makers);

internal sealed class AddDemoProducerHandler(MarketplaceDb db, ColumnProtector protector, TimeProvider clock)
    : IRequestHandler<AddDemoProducer, Result<DemoApplicant>>
{
    /// <summary>Of larger producers this many people are on record; what the others earn stays unallocated, as it would be.</summary>
    private const int MostPersons = 12;

    private const string OfTheDemoAccount = "lanh-suoi-may";
    private const string ConsentText = "2026-01";

    public async Task<Result<DemoApplicant>> Handle(AddDemoProducer command, CancellationToken ct)
    {
        var (row, lookups, now) = (command.Row, command.Lookups, clock.GetUtcNow());
        var producer = new Producer
        {
            Id = ProducerId.New(),
            Kind = Enum.Parse<ProducerKind>(row.Type, ignoreCase: true),
            Slug = row.Slug,
            NameVi = row.NameVi,
            NameEn = row.NameEn,
            StoryVi = row.StoryVi,
            StoryEn = row.StoryEn,
            UnitId = lookups.Communes[row.CommuneCode],
            Phone = string.Create(CultureInfo.InvariantCulture, $"+8490000{command.Index:0000}"),
            Email = $"{row.Slug}@{DemoNames.Domain}",
            PublicEthnicGroupId = lookups.Groups[row.EthnicGroupSlug],
            MemberCount = row.Members,
            AppliedAt = now,
            IsDemo = true,
        };
        producer.PayTo(
            protector.Bank(producer.Id, new BankAccount(
                "970436", string.Create(CultureInfo.InvariantCulture, $"9999{command.Index:000000}"), Fold.Plain(row.NameVi).ToUpperInvariant())),
            waitUntil: now);
        db.Producers.Add(producer);
        producer.Apply();
        var makers = AddMakers(producer, row, command.Index, now);
        await AddAccount(producer, makers[0], now, ct);

        return new DemoApplicant(producer.Id, [.. makers.Select(maker => maker.Id)]);
    }

    /// <summary>Whoever speaks for the producer signs in: with the printed account for one of them, the others have accounts without a password.</summary>
    private async Task AddAccount(Producer producer, Person representative, DateTimeOffset now, CancellationToken ct)
    {
        if (producer.Slug == OfTheDemoAccount)
        {
            var maker = await db.Users.SingleAsync(user => user.NormalizedUserName == DemoAccounts.ProducerMember.Normalized, ct);
            (maker.PersonId, representative.FullName) = (representative.Id, maker.DisplayName);
            return;
        }

        db.Users.Add(new User
        {
            Id = Guid.CreateVersion7(now),
            UserName = producer.Email,
            NormalizedUserName = producer.Email.ToUpperInvariant(),
            Email = producer.Email,
            NormalizedEmail = producer.Email.ToUpperInvariant(),
            SecurityStamp = Guid.NewGuid().ToString("N"),
            DisplayName = representative.FullName,
            PersonId = representative.Id,
            CreatedAt = now,
        });
    }

    private List<Person> AddMakers(Producer producer, DemoProducerRow row, int index, DateTimeOffset now)
    {
        var count = producer.Kind == ProducerKind.Household ? 1 : Math.Min(row.Members, MostPersons);
        var shares = count < row.Members && producer.Kind != ProducerKind.Household
            ? [.. Enumerable.Repeat((long)(10_000 / row.Members), count)]
            : Apportion.ByLargestRemainder(10_000, [.. Enumerable.Repeat(1L, count)]);
        var makers = new List<Person>();
        for (var i = 0; i < count; i++)
        {
            var gender = row.Gender switch
            {
                "female" => Gender.Female,
                "male" => Gender.Male,
                _ => (index + i) % 2 == 0 ? Gender.Female : Gender.Male,
            };
            var person = new Person
            {
                Id = PersonId.New(),
                FullName = DemoNames.Of(row.EthnicGroupSlug, gender, index + i),
                Gender = gender,
                RecordedAt = now,
                IsDemo = true,
            };
            if ((index + i) % 10 != 9)
            {
                person.EthnicityCipher = protector.Ethnicity(person.Id, row.EthnicGroupSlug);
            }

            makers.Add(person);
            db.Persons.Add(person);
            db.Memberships.Add(new Membership
            {
                Id = MembershipId.New(),
                PersonId = person.Id,
                ProducerId = producer.Id,
                Role = i == 0 ? MembershipRole.Representative : MembershipRole.Member,
                ShareBasisPoints = (int)shares[i],
                From = now.VietnamDay(),
            });
            foreach (var purpose in Purposes(i, index))
            {
                db.Consents.Add(new Consent
                {
                    Id = ConsentId.New(),
                    PersonId = person.Id,
                    ProducerId = producer.Id,
                    Purpose = purpose,
                    TextVersion = ConsentText,
                    GivenAt = now,
                });
            }
        }

        return makers;
    }

    /// <summary>One person in ten states no people. Everyone agrees to sell, the representative to be named; about one person in eight does not agree to statistics.</summary>
    private static IEnumerable<ConsentPurpose> Purposes(int person, int producer)
    {
        yield return ConsentPurpose.Selling;
        if ((person + producer) % 8 != 7)
        {
            yield return ConsentPurpose.Statistics;
        }

        if (person == 0)
        {
            yield return ConsentPurpose.PublicProfile;
            yield return ConsentPurpose.PublicEthnicity;
        }
    }
}
