using Marketplace.Domain.Catalog;
using Marketplace.Domain.Media;
using Marketplace.Domain.Origin;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Search;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Products.Show;

/// <summary>The compiled queries of the product page: the page is the market's most read, so none is translated twice.</summary>
internal static class ProductRows
{
    public static readonly Func<MarketplaceDb, string, DateOnly, Task<Row?>> BySlug = EF.CompileAsyncQuery((MarketplaceDb db, string slug, DateOnly day) =>
        (from product in db.Products.Approved()
         where product.Slug == slug
         join producer in db.Producers on product.ProducerId equals producer.Id
         where producer.Status == ProducerStatus.Verified
         join unit in db.AdminUnits on product.OriginUnitId equals unit.Id
         join home in db.AdminUnits on producer.UnitId equals home.Id
         join counted in db.ProductRatings on product.Id equals counted.ProductId into ratings
         from rating in ratings.DefaultIfEmpty()
         join heard in db.SpokenStories on producer.Id equals heard.ProducerId into voices
         from voice in voices.DefaultIfEmpty()
         select new Row
         {
             Id = product.Id,
             Slug = product.Slug,
             CategoryId = product.CategoryId,
             NameVi = product.NameVi,
             NameEn = product.NameEn,
             StoryVi = product.StoryVi,
             StoryEn = product.StoryEn,
             MaterialsVi = product.MaterialsVi,
             MaterialsEn = product.MaterialsEn,
             CareVi = product.CareVi,
             CareEn = product.CareEn,
             MakingHours = product.MakingHours,
             Unit = product.Unit,
             WeightGrams = product.WeightGrams,
             LengthMm = product.LengthMm,
             WidthMm = product.WidthMm,
             HeightMm = product.HeightMm,
             Supply = product.Supply,
             LeadTimeDays = product.LeadTimeDays,
             Method = product.Method,
             Status = product.Status,
             PriceDong = product.PriceDong,
             IsDemo = product.IsDemo || producer.IsDemo,
             ProducerId = producer.Id,
             ProducerKind = producer.Kind,
             ProducerSlug = producer.Slug,
             ProducerVi = producer.NameVi,
             ProducerEn = producer.NameEn,
             IsPaused = producer.IsPaused,
             Phone = producer.Phone,
             Email = producer.Email,
             AddressLine = producer.AddressLine,
             RegistrationNumber = producer.RegistrationNumber,
             HomeVi = home.NameVi,
             HomeEn = home.NameEn,
             HomeProvinceId = home.ParentId,
             PeopleId = producer.PublicEthnicGroupId,
             HasConsent = db.Consents.ShowingPeople().Any(consent => consent.ProducerId == producer.Id),
             Voice = db.Consents.ShowingProfile().Any(consent => consent.ProducerId == producer.Id && consent.PersonId == voice.PersonId) ? voice : null,
             CommuneVi = unit.NameVi,
             CommuneEn = unit.NameEn,
             ProvinceId = unit.ParentId,
             Region = db.UnitClassifications
                 .Where(row => row.UnitId == producer.UnitId && row.ValidFrom <= day && (row.ValidTo == null || row.ValidTo >= day))
                 .OrderByDescending(row => row.ValidFrom).Select(row => row.Region).FirstOrDefault(),
             HasCertificate = db.Certificates.Any(certificate => (certificate.ProductId == product.Id || (certificate.ProducerId == producer.Id && certificate.ProductId == null))
                 && certificate.VerifiedAt != null && certificate.ValidFrom <= day && certificate.ValidUntil >= day),
             LotCode = db.Lots.Where(lot => lot.ProductId == product.Id).OrderByDescending(lot => lot.MadeOn).ThenByDescending(lot => lot.Code).Select(lot => lot.Code).FirstOrDefault(),
             LotMadeOn = db.Lots.Where(lot => lot.ProductId == product.Id).Max(lot => (DateOnly?)lot.MadeOn),
             Reviews = (int?)rating.Reviews ?? 0,
             Stars = (int?)rating.Stars ?? 0,
             Techniques = db.Set<ProductCard>().Where(card => card.ProductId == product.Id).Select(card => card.Techniques).FirstOrDefault(),
         }).FirstOrDefault());

    public static readonly Func<MarketplaceDb, ProductId, IAsyncEnumerable<Variant>> Variants = EF.CompileAsyncQuery((MarketplaceDb db, ProductId id) =>
        from variant in db.Variants
        where variant.ProductId == id
        orderby variant.Position
        select new Variant
        {
            Id = variant.Id,
            NameVi = variant.NameVi,
            NameEn = variant.NameEn,
            PriceDong = variant.PriceDong,
            Available = db.StockLevels.Where(stock => stock.VariantId == variant.Id).Select(stock => stock.Available).FirstOrDefault(),
        });

    public static readonly Func<MarketplaceDb, ProductId, IAsyncEnumerable<Photo>> Photos = EF.CompileAsyncQuery((MarketplaceDb db, ProductId id) =>
        from photo in db.Set<ProductPhoto>()
        where EF.Property<ProductId>(photo, "ProductId") == id
        join media in db.MediaItems on photo.MediaId equals media.Id
        where media.State == MediaState.Ready
        orderby photo.Position
        select new Photo { Media = media.Id, AltVi = photo.AltVi, AltEn = photo.AltEn, IsIllustration = media.IsIllustration });

    public static readonly Func<MarketplaceDb, ProductId, ProducerId, DateOnly, IAsyncEnumerable<Certificate>> Certificates =
        EF.CompileAsyncQuery((MarketplaceDb db, ProductId id, ProducerId producer, DateOnly day) =>
            db.Certificates.AsNoTracking().Where(certificate =>
                (certificate.ProductId == id || (certificate.ProducerId == producer && certificate.ProductId == null))
                && certificate.VerifiedAt != null && certificate.ValidFrom <= day && certificate.ValidUntil >= day));

    internal sealed class Row
    {
        public ProductId Id { get; init; }
        public string Slug { get; init; } = "";
        public int CategoryId { get; init; }
        public string NameVi { get; init; } = "";
        public string NameEn { get; init; } = "";
        public string StoryVi { get; init; } = "";
        public string StoryEn { get; init; } = "";
        public string MaterialsVi { get; init; } = "";
        public string MaterialsEn { get; init; } = "";
        public string CareVi { get; init; } = "";
        public string CareEn { get; init; } = "";
        public int? MakingHours { get; init; }
        public string Unit { get; init; } = "";
        public int WeightGrams { get; init; }
        public int? LengthMm { get; init; }
        public int? WidthMm { get; init; }
        public int? HeightMm { get; init; }
        public SupplyKind Supply { get; init; }
        public int LeadTimeDays { get; init; }
        public string Method { get; init; } = "";
        public ProductStatus Status { get; init; }
        public long PriceDong { get; init; }
        public bool IsDemo { get; init; }
        public ProducerId ProducerId { get; init; }
        public ProducerKind ProducerKind { get; init; }
        public string ProducerSlug { get; init; } = "";
        public string ProducerVi { get; init; } = "";
        public string ProducerEn { get; init; } = "";
        public bool IsPaused { get; init; }
        public string Phone { get; init; } = "";
        public string Email { get; init; } = "";
        public string AddressLine { get; init; } = "";
        public string RegistrationNumber { get; init; } = "";
        public string HomeVi { get; init; } = "";
        public string HomeEn { get; init; } = "";
        public int? HomeProvinceId { get; init; }
        public int? PeopleId { get; init; }
        public bool HasConsent { get; init; }
        public SpokenStory? Voice { get; init; }
        public string CommuneVi { get; init; } = "";
        public string CommuneEn { get; init; } = "";
        public int? ProvinceId { get; init; }
        public int Region { get; init; }
        public string? Techniques { get; init; }

        /// <summary>How many are published, and their stars together.</summary>
        public int Reviews { get; init; }
        public int Stars { get; init; }
        public bool HasCertificate { get; init; }

        /// <summary>The newest lot's, with the day it was made.</summary>
        public string? LotCode { get; init; }
        public DateOnly? LotMadeOn { get; init; }
    }

    internal sealed class Variant
    {
        public VariantId Id { get; init; }
        public string NameVi { get; init; } = "";
        public string NameEn { get; init; } = "";
        public long PriceDong { get; init; }
        public int Available { get; init; }
    }

    internal sealed class Photo
    {
        public MediaId Media { get; init; }
        public string AltVi { get; init; } = "";
        public string AltEn { get; init; } = "";
        public bool IsIllustration { get; init; }
    }
}
