using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Features.Studio.Members;
using Marketplace.Infrastructure.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Support;

/// <summary>A producer with the user who represents it, in a market that has places, rules and a kind of goods.</summary>
internal sealed class Atelier
{
    private readonly TestMarketplace _market;

    private Atelier(TestMarketplace market, Stall stall, Producer producer, User maker, Person person, Category kind) =>
        (_market, Stall, Producer, Maker, Person, Kind) = (market, stall, producer, maker, person, kind);

    public Stall Stall { get; }

    public Producer Producer { get; }

    public User Maker { get; }

    public Person Person { get; }

    /// <summary>A leaf category that asks for one paper.</summary>
    public Category Kind { get; }

    public Actor Actor => new(new UserId(Maker.Id));

    public string Root => $"/studio/{Producer.Slug}";

    /// <summary>Its maker invites somebody to work with it.</summary>
    public InviteMember Invitation => new(Producer.Id, Actor, true, "Sùng A Páo", "pao@example.vn", MembershipRole.Member, 0);

    /// <summary>The producer as it is stored now.</summary>
    public Task<Producer> Now() => _market.Read(db => db.Producers.AsNoTracking().SingleAsync(producer => producer.Id == Producer.Id, TestContext.Current.CancellationToken));

    public static async Task<Atelier> In(TestMarketplace market, string name = "Nhà Sùng", Stall? stall = null)
    {
        stall ??= await Stall.In(market);
        var producer = stall.Producer(name);
        await stall.Open();
        var person = new Person { Id = PersonId.New(), FullName = "Sùng Thị Mỷ", RecordedAt = market.Clock.GetUtcNow() };
        var parent = new Category { Slug = "textiles-" + producer.Slug, NameVi = "Dệt", NameEn = "Textiles", NameFr = "Textiles", Unit = "piece" };
        var kind = new Category
        {
            Slug = "scarf-" + producer.Slug,
            Parent = parent,
            NameVi = "Khăn dệt tay",
            NameEn = "Scarves",
            NameFr = "Écharpes",
            Unit = "piece",
        };
        await market.Given(kind, person, new Membership
        {
            Id = MembershipId.New(),
            PersonId = person.Id,
            ProducerId = producer.Id,
            Role = MembershipRole.Representative,
            ShareBasisPoints = 10_000,
            From = new DateOnly(2026, 1, 1),
        });
        if (!await market.Read(db => db.DocumentTypes.AnyAsync(type => type.Slug == "maker-declaration", TestContext.Current.CancellationToken)))
        {
            await market.Given(
                new DocumentType { Slug = "maker-declaration", NameVi = "Cam kết phương pháp làm", NameEn = "Maker's declaration" },
                new BlockedGood
                {
                    Slug = "tobacco",
                    NameVi = "Thuốc lá, thuốc lào",
                    NameEn = "Tobacco",
                    ReasonVi = "Cần giấy phép.",
                    ReasonEn = "Licence.",
                    LegalBasisVi = "Luật 2012",
                    LegalBasisEn = "Law 2012",
                    ValidFrom = new DateOnly(2025, 1, 1),
                });
        }

        var declaration = await market.Read(db => db.DocumentTypes.Where(type => type.Slug == "maker-declaration").Select(type => type.Id).SingleAsync(TestContext.Current.CancellationToken));
        await market.Given(new PaperRule { CategoryId = kind.Id, DocumentTypeId = declaration, ValidFrom = new DateOnly(2025, 1, 1), Source = "test" });

        var maker = await market.GivenUser(Some.User(person: person.Id), Roles.ProducerMember);
        return new Atelier(market, stall, producer, maker, person, kind);
    }

    /// <summary>A draft with everything that review asks for.</summary>
    public async Task<Product> CompleteDraft(long priceDong = 335_000, int stock = 5)
    {
        var now = _market.Clock.GetUtcNow();
        var id = ProductId.New();
        var photo = new MediaItem { Id = MediaId.New(), ProducerId = Producer.Id, Sha256 = new string('0', 64), UploadedAt = now };
        photo.Finish(400, 300);
        var product = new Product
        {
            Id = id,
            ProducerId = Producer.Id,
            CategoryId = Kind.Id,
            Slug = $"khan-{id.Value:N}",
            NameVi = "Khăn lanh nhuộm chàm",
            StoryVi = "Mẹ trồng lanh, se sợi rồi nhuộm chàm ba nước trong suốt một mùa.",
            OriginUnitId = Producer.UnitId,
            Unit = "piece",
            WeightGrams = 300,
            CreatedAt = now,
        };
        var variant = product.AddVariant("", "", priceDong);
        product.AddPhoto(photo.Id, "Khăn lanh trải trên ghế", "");
        await _market.Given(photo, product, new StockLevel { VariantId = variant.Id, Available = stock });
        return product;
    }

    /// <summary>One more person who makes and shares.</summary>
    public async Task<PersonId> Joined(string name = "Sùng A Páo")
    {
        var person = new Person { Id = PersonId.New(), FullName = name, RecordedAt = _market.Clock.GetUtcNow() };
        await _market.Given(person, new Membership
        {
            Id = MembershipId.New(),
            PersonId = person.Id,
            ProducerId = Producer.Id,
            Role = MembershipRole.Member,
            ShareBasisPoints = 0,
            From = new DateOnly(2026, 1, 1),
        });
        return person.Id;
    }

    /// <summary>Gives a helper a mandate for ten days.</summary>
    public async Task<User> Helper(MandateScope scope, int days = 10)
    {
        var helper = await _market.GivenUser(Some.User(name: "Cán bộ xã"), Roles.Helper);
        var now = _market.Clock.GetUtcNow();
        await _market.Given(new Mandate { Id = MandateId.New(), HelperId = new UserId(helper.Id), ProducerId = Producer.Id, Scope = scope, From = now, Until = now.AddDays(days) });
        return helper;
    }

    public Task<Product> Reload(ProductId id) => _market.Read(db => db.Products.AsNoTracking()
        .Include(product => product.Variants).Include(product => product.Photos).Include(product => product.Techniques).Include(product => product.Declarations)
        .SingleAsync(product => product.Id == id, TestContext.Current.CancellationToken));
}
