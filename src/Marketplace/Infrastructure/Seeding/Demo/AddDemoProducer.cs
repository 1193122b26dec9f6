using System.Globalization;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Origin;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>What rows point at, looked up once.</summary>
internal sealed record DemoLookups(
    IReadOnlyDictionary<string, int> Communes, IReadOnlyDictionary<string, int> Groups, IReadOnlyDictionary<string, Category> Categories,
    IReadOnlyDictionary<string, int> Techniques, IReadOnlyDictionary<string, DemoMotifRow> Motifs);

/// <summary>One invented producer applies, is verified and lists its products.</summary>
internal sealed record AddDemoProducer(DemoProducerRow Row, IReadOnlyList<DemoProductRow> Products, DemoLookups Lookups, int Index) : ICommand<Result>;

internal sealed class AddDemoProducerHandler(
    MarketplaceDb db, IPhotoIntake photos, DemoPictures pictures, ColumnProtector protector, TimeProvider clock)
    : IRequestHandler<AddDemoProducer, Result>
{
    /// <summary>Of larger producers this many people are on record; what the others earn stays unallocated, as it would be.</summary>
    private const int MostPersons = 12;

    private const string OfTheDemoAccount = "lanh-suoi-may";
    private const string ConsentText = "2026-01";

    public async Task<Result> Handle(AddDemoProducer command, CancellationToken ct)
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
            Email = $"{row.Slug}@demo.chophien.vn",
            PublicEthnicGroupId = lookups.Groups[row.EthnicGroupSlug],
            MemberCount = row.Members,
            AppliedAt = now,
            IsDemo = true,
        };
        producer.BankCipher = protector.Bank(producer.Id, new BankAccount(
            "970436", string.Create(CultureInfo.InvariantCulture, $"9999{command.Index:000000}"), Fold.Plain(row.NameVi).ToUpperInvariant()));
        db.Producers.Add(producer);
        producer.Apply();
        var makers = AddMakers(producer, row, command.Index, now);
        await AddAccount(producer, makers[0], now, ct);
        producer.Verify(now.AddDays(2));
        for (var i = 0; i < command.Products.Count; i++)
        {
            await AddProduct(producer, command.Products[i], lookups, makers, (command.Index * 7) + i, now.AddDays(4 + (i * 9)), ct);
        }

        return Result.Ok;
    }

    /// <summary>Whoever speaks for the producer signs in: with the printed account for one of them, the others have accounts without a password.</summary>
    private async Task AddAccount(Producer producer, Person representative, DateTimeOffset now, CancellationToken ct)
    {
        if (producer.Slug == OfTheDemoAccount)
        {
            var maker = await db.Users.SingleAsync(user => user.UserName == DemoAccounts.ProducerMember.Login, ct);
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

    private async Task AddProduct(
        Producer producer, DemoProductRow row, DemoLookups lookups, List<Person> makers, int index, DateTimeOffset at, CancellationToken ct)
    {
        var motif = lookups.Motifs[row.Motif];
        var product = new Product
        {
            Id = ProductId.New(),
            ProducerId = producer.Id,
            CategoryId = lookups.Categories[row.CategorySlug].Id,
            Slug = row.Slug,
            NameVi = row.NameVi,
            NameEn = row.NameEn,
            StoryVi = row.DescriptionVi,
            StoryEn = row.DescriptionEn,
            MaterialsVi = row.MaterialsVi,
            MaterialsEn = row.MaterialsEn,
            CareVi = motif.CareVi,
            CareEn = motif.CareEn,
            MakingHours = motif.HourDong is { } hour ? Math.Max(1, (int)(row.PriceVnd / hour)) : null,
            OriginUnitId = lookups.Communes[row.OriginCommuneCode],
            Unit = row.Unit,
            WeightGrams = row.WeightGrams,
            Supply = row.LeadTimeDays >= 14 ? SupplyKind.MadeToOrder : SupplyKind.Stock,
            LeadTimeDays = row.LeadTimeDays,
            CreatedAt = at,
            Motif = row.Motif,
            IsDemo = true,
        };
        db.Products.Add(product);
        product.SetTechniques(row.Technique.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(slug => lookups.Techniques[slug]));
        AddVariants(product, row, motif, index);
        var picture = await photos.Receive(producer.Id, pictures.Of(row.Motif, index), ct, isIllustration: true);
        if (picture.Succeeded)
        {
            product.AddPhoto(picture.Value, Texts.In("vi", "media.illustration-of", row.NameVi), Texts.In("en", "media.illustration-of", row.NameEn));
        }

        AddOrigin(producer, product, row, makers, index, at);
        product.Submit(at);
        product.Approve(at.AddDays(1));
    }

    private void AddVariants(Product product, DemoProductRow row, DemoMotifRow motif, int index)
    {
        var hasSizes = motif.SizeVi.Length > 0 && index % 4 == 1;
        Stock(product.AddVariant("", "", row.PriceVnd), row.Stock);
        if (hasSizes)
        {
            Stock(product.AddVariant(motif.SizeVi, motif.SizeEn, row.PriceVnd * 17 / 10 / 5000 * 5000), Math.Max(1, row.Stock / 3));
        }

        void Stock(Variant variant, int available) => db.StockLevels.Add(new StockLevel { VariantId = variant.Id, Available = available });
    }

    /// <summary>A lot with its makers where the batch book is kept: always by households and groups, by co-operatives for two products in three.</summary>
    private void AddOrigin(Producer producer, Product product, DemoProductRow row, List<Person> makers, int index, DateTimeOffset at)
    {
        if (producer.Kind != ProducerKind.Cooperative || index % 3 != 0)
        {
            var lot = new Lot
            {
                Id = LotId.New(),
                ProductId = product.Id,
                Code = string.Create(CultureInfo.InvariantCulture, $"{at:yyMM}-{(index % 90) + 10}"),
                MadeOn = at.VietnamDay().AddDays(-3),
                UnitId = product.OriginUnitId,
            };
            var hands = Math.Min(makers.Count, 1 + (index % 4));
            var shares = Apportion.ByLargestRemainder(10_000, [.. Enumerable.Range(0, hands).Select(hand => (long)(4 - hand))]);
            for (var i = 0; i < hands; i++)
            {
                lot.AddMaker(makers[(index + i) % makers.Count].Id, (int)shares[i]);
            }

            db.Lots.Add(lot);
        }

        if (row.OcopStars is { } stars)
        {
            var from = at.VietnamDay().AddDays(-20);
            db.Certificates.Add(new Certificate
            {
                Id = CertificateId.New(),
                ProducerId = producer.Id,
                ProductId = product.Id,
                Kind = CertificateKind.Ocop,
                Stars = stars,
                Number = string.Create(CultureInfo.InvariantCulture, $"DEMO-{from:yyyy}/{index:000}"),
                Issuer = "DEMO",
                ValidFrom = from,
                ValidUntil = from.AddMonths(36).AddDays(-1),
                VerifiedAt = at,
            });
        }
    }
}
