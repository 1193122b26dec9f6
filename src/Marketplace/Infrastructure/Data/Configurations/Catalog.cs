using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Domain.Origin;
using Marketplace.Domain.People;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Data.Configurations;

internal sealed class CategoryConfiguration : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> builder)
    {
        builder.HasIndex(category => category.Slug).IsUnique();
        builder.Property(category => category.Note).HasMaxLength(1000);
        builder.HasOne(category => category.Parent).WithMany().HasForeignKey(category => category.ParentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class BlockedGoodConfiguration : IEntityTypeConfiguration<BlockedGood>
{
    public void Configure(EntityTypeBuilder<BlockedGood> builder)
    {
        builder.HasIndex(good => new { good.Slug, good.ValidFrom }).IsUnique();
        builder.Property(good => good.ReasonVi).HasMaxLength(1000);
        builder.Property(good => good.ReasonEn).HasMaxLength(1000);
        builder.Property(good => good.LegalBasisVi).HasMaxLength(1000);
        builder.Property(good => good.LegalBasisEn).HasMaxLength(1000);
        builder.Property(good => good.Signs).HasMaxLength(1000);
    }
}

internal sealed class DocumentTypeConfiguration : IEntityTypeConfiguration<DocumentType>
{
    public void Configure(EntityTypeBuilder<DocumentType> builder)
    {
        builder.HasIndex(type => type.Slug).IsUnique();
        builder.Property(type => type.Note).HasMaxLength(1000);
    }
}

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.HasIndex(product => product.Slug).IsUnique();
        builder.HasIndex(product => new { product.Status, product.PublishedAt, product.Id });
        builder.HasIndex(product => new { product.CategoryId, product.Status, product.PublishedAt });
        builder.HasIndex(product => new { product.ProducerId, product.Status });
        builder.HasIndex(product => new { product.OriginUnitId, product.Status });
        builder.HasIndex(product => new { product.Status, product.SubmittedAt });
        builder.Property(product => product.Slug).HasMaxLength(100);
        builder.Property(product => product.StoryVi).HasMaxLength(4000);
        builder.Property(product => product.StoryEn).HasMaxLength(4000);
        builder.Property(product => product.CareVi).HasMaxLength(1000);
        builder.Property(product => product.CareEn).HasMaxLength(1000);
        builder.Property(product => product.ReviewMessage).HasMaxLength(2000);
        builder.Property(product => product.Unit).HasMaxLength(16).IsUnicode(false);
        builder.Property(product => product.Method).HasMaxLength(16).IsUnicode(false);
        builder.HasOne<Producer>().WithMany().HasForeignKey(product => product.ProducerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Category>().WithMany().HasForeignKey(product => product.CategoryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AdminUnit>().WithMany().HasForeignKey(product => product.OriginUnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(product => product.Variants).WithOne().HasForeignKey(variant => variant.ProductId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(product => product.Photos).WithOne().HasForeignKey("ProductId").IsRequired().OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(product => product.Declarations).WithOne().HasForeignKey("ProductId").IsRequired().OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(product => product.Techniques).WithOne().HasForeignKey("ProductId").IsRequired().OnDelete(DeleteBehavior.Cascade);
        builder.ToTable(table => table.HasCheckConstraint("CK_Products_Weight", "WeightGrams > 0"));
    }
}

internal sealed class VariantConfiguration : IEntityTypeConfiguration<Variant>
{
    public void Configure(EntityTypeBuilder<Variant> builder) =>
        builder.ToTable(table => table.HasCheckConstraint("CK_Variants_Price", "PriceDong > 0"));
}

internal sealed class StockLevelConfiguration : IEntityTypeConfiguration<StockLevel>
{
    public void Configure(EntityTypeBuilder<StockLevel> builder)
    {
        builder.HasKey(stock => stock.VariantId);
        builder.HasOne<Variant>().WithOne().HasForeignKey<StockLevel>(stock => stock.VariantId).OnDelete(DeleteBehavior.Cascade);
        builder.ToTable(table => table.HasCheckConstraint("CK_StockLevels_Available", "Available >= 0"));
    }
}

internal sealed class StockAlertConfiguration : IEntityTypeConfiguration<StockAlert>
{
    public void Configure(EntityTypeBuilder<StockAlert> builder)
    {
        builder.HasKey(alert => alert.Id);
        builder.Property(alert => alert.Contact).HasMaxLength(254);
        builder.Property(alert => alert.Language).HasMaxLength(2).IsUnicode(false);
        builder.Property(alert => alert.TextVersion).HasMaxLength(16).IsUnicode(false);
        builder.HasIndex(alert => new { alert.ProductId, alert.Contact }).IsUnique();
        builder.HasIndex(alert => alert.Contact);
        builder.HasOne<Product>().WithMany().HasForeignKey(alert => alert.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ProductPhotoConfiguration : IEntityTypeConfiguration<ProductPhoto>
{
    public void Configure(EntityTypeBuilder<ProductPhoto> builder)
    {
        builder.HasOne<MediaItem>().WithMany().HasForeignKey(photo => photo.MediaId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex("ProductId", nameof(ProductPhoto.Position));
    }
}

internal sealed class ProductTechniqueConfiguration : IEntityTypeConfiguration<ProductTechnique>
{
    public void Configure(EntityTypeBuilder<ProductTechnique> builder)
    {
        builder.HasOne<Technique>().WithMany().HasForeignKey(technique => technique.TechniqueId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex("ProductId", nameof(ProductTechnique.TechniqueId)).IsUnique();
    }
}

internal sealed class ProductDeclarationConfiguration : IEntityTypeConfiguration<ProductDeclaration>
{
    public void Configure(EntityTypeBuilder<ProductDeclaration> builder)
    {
        builder.Property(declaration => declaration.DocumentSlug).HasMaxLength(64).IsUnicode(false);
        builder.HasIndex("ProductId", nameof(ProductDeclaration.DocumentSlug)).IsUnique();
    }
}

internal abstract class KeptEditConfiguration<T> : IEntityTypeConfiguration<T>
    where T : KeptEdit
{
    public virtual void Configure(EntityTypeBuilder<T> builder)
    {
        builder.Property(edit => edit.Field).HasMaxLength(32).IsUnicode(false);
        builder.Property(edit => edit.Before).HasMaxLength(4000);
        builder.Property(edit => edit.After).HasMaxLength(4000);
        builder.HasIndex(edit => new { edit.SeenAt, edit.At });
    }
}

internal sealed class ProductEditConfiguration : KeptEditConfiguration<ProductEdit>
{
    public override void Configure(EntityTypeBuilder<ProductEdit> builder)
    {
        base.Configure(builder);
        builder.HasIndex(edit => new { edit.ProductId, edit.At });
        builder.HasOne<Product>().WithMany().HasForeignKey(edit => edit.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ProducerEditConfiguration : KeptEditConfiguration<ProducerEdit>
{
    public override void Configure(EntityTypeBuilder<ProducerEdit> builder)
    {
        base.Configure(builder);
        builder.HasIndex(edit => new { edit.ProducerId, edit.At });
        builder.HasOne<Producer>().WithMany().HasForeignKey(edit => edit.ProducerId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReviewDecisionConfiguration : IEntityTypeConfiguration<ReviewDecision>
{
    public void Configure(EntityTypeBuilder<ReviewDecision> builder)
    {
        builder.Property(decision => decision.Message).HasMaxLength(2000);
        builder.Property(decision => decision.MessageBefore).HasMaxLength(2000);
        builder.HasIndex(decision => new { decision.ProductId, decision.At });
        builder.HasIndex(decision => new { decision.ModeratorId, decision.At });
        builder.HasOne<Product>().WithMany().HasForeignKey(decision => decision.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ProducerDecisionConfiguration : IEntityTypeConfiguration<ProducerDecision>
{
    public void Configure(EntityTypeBuilder<ProducerDecision> builder)
    {
        builder.Property(decision => decision.Message).HasMaxLength(2000);
        builder.Property(decision => decision.MessageBefore).HasMaxLength(2000);
        builder.HasIndex(decision => new { decision.ProducerId, decision.At });
        builder.HasIndex(decision => new { decision.ModeratorId, decision.At });
        builder.HasOne<Producer>().WithMany().HasForeignKey(decision => decision.ProducerId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.HasIndex(invitation => invitation.ProducerId);
        builder.HasIndex(invitation => invitation.Login);
        builder.HasOne<Producer>().WithMany().HasForeignKey(invitation => invitation.ProducerId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(table => table.HasCheckConstraint("CK_Invitations_Share", "ShareBasisPoints BETWEEN 0 AND 10000"));
    }
}

internal sealed class PhotoUploadConfiguration : IEntityTypeConfiguration<PhotoUpload>
{
    public void Configure(EntityTypeBuilder<PhotoUpload> builder)
    {
        builder.HasIndex(upload => upload.StartedAt);
        builder.HasIndex(upload => upload.ProducerId);
        builder.HasOne<Product>().WithMany().HasForeignKey(upload => upload.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ProducerConfiguration : IEntityTypeConfiguration<Producer>
{
    public void Configure(EntityTypeBuilder<Producer> builder)
    {
        builder.HasIndex(producer => producer.Slug).IsUnique();
        builder.HasIndex(producer => new { producer.Status, producer.AppliedAt });
        builder.HasIndex(producer => producer.UnitId);
        builder.Property(producer => producer.Slug).HasMaxLength(100);
        builder.Property(producer => producer.StoryVi).HasMaxLength(4000);
        builder.Property(producer => producer.StoryEn).HasMaxLength(4000);
        builder.Property(producer => producer.Phone).HasMaxLength(20);
        builder.Property(producer => producer.RegistrationNumber).HasMaxLength(14).IsUnicode(false);
        builder.Property(producer => producer.ReviewMessage).HasMaxLength(2000);
        builder.Property(producer => producer.BankCipher).HasMaxLength(512);
        builder.HasOne<AdminUnit>().WithMany().HasForeignKey(producer => producer.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<EthnicGroup>().WithMany().HasForeignKey(producer => producer.PublicEthnicGroupId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.Property(person => person.EthnicityCipher).HasMaxLength(128);
        builder.Property(person => person.IdentityCipher).HasMaxLength(256);
    }
}

internal sealed class ConsentConfiguration : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.HasIndex(consent => new { consent.ProducerId, consent.Purpose });
        builder.HasIndex(consent => consent.PersonId);
        builder.Property(consent => consent.TextVersion).HasMaxLength(32);
        builder.HasOne<Person>().WithMany().HasForeignKey(consent => consent.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Producer>().WithMany().HasForeignKey(consent => consent.ProducerId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.HasIndex(membership => new { membership.ProducerId, membership.PersonId, membership.From }).IsUnique();
        builder.HasIndex(membership => membership.PersonId);
        builder.HasOne<Person>().WithMany().HasForeignKey(membership => membership.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Producer>().WithMany().HasForeignKey(membership => membership.ProducerId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(table => table.HasCheckConstraint("CK_Memberships_Share", "ShareBasisPoints BETWEEN 0 AND 10000"));
    }
}

internal sealed class MandateConfiguration : IEntityTypeConfiguration<Mandate>
{
    public void Configure(EntityTypeBuilder<Mandate> builder)
    {
        builder.HasIndex(mandate => new { mandate.HelperId, mandate.ProducerId });
        builder.HasOne<Producer>().WithMany().HasForeignKey(mandate => mandate.ProducerId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MediaItemConfiguration : IEntityTypeConfiguration<MediaItem>
{
    public void Configure(EntityTypeBuilder<MediaItem> builder)
    {
        builder.HasIndex(media => new { media.State, media.UploadedAt });
        builder.Property(media => media.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.HasIndex(media => media.Sha256);
        builder.HasOne<Producer>().WithMany().HasForeignKey(media => media.ProducerId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class LotConfiguration : IEntityTypeConfiguration<Lot>
{
    public void Configure(EntityTypeBuilder<Lot> builder)
    {
        builder.Property(lot => lot.Code).HasMaxLength(32);
        builder.HasIndex(lot => new { lot.ProductId, lot.Code }).IsUnique();
        builder.HasOne<Product>().WithMany().HasForeignKey(lot => lot.ProductId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(lot => lot.Makers).WithOne().HasForeignKey("LotId").IsRequired();
    }
}

internal sealed class LotMakerConfiguration : IEntityTypeConfiguration<LotMaker>
{
    public void Configure(EntityTypeBuilder<LotMaker> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(maker => maker.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex("LotId", nameof(LotMaker.PersonId)).IsUnique();
        builder.ToTable(table => table.HasCheckConstraint("CK_LotMaker_Share", "ShareBasisPoints BETWEEN 0 AND 10000"));
    }
}

internal sealed class CertificateConfiguration : IEntityTypeConfiguration<Certificate>
{
    public void Configure(EntityTypeBuilder<Certificate> builder)
    {
        builder.HasIndex(certificate => certificate.ProductId);
        builder.HasIndex(certificate => certificate.ProducerId);
        builder.HasOne<Producer>().WithMany().HasForeignKey(certificate => certificate.ProducerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Product>().WithMany().HasForeignKey(certificate => certificate.ProductId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(table => table.HasCheckConstraint("CK_Certificates_Days", "ValidUntil >= ValidFrom"));
    }
}
