using Marketplace.Domain.Catalog;
using Marketplace.Domain.Media;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Reviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Data.Configurations;

internal sealed class ReviewConfiguration : IEntityTypeConfiguration<Review>
{
    public void Configure(EntityTypeBuilder<Review> builder)
    {
        builder.Property(review => review.Text).HasMaxLength(Review.Longest);
        builder.Property(review => review.Reply).HasMaxLength(Review.Longest);
        builder.Property(review => review.Name).HasMaxLength(Review.LongestName);
        builder.Property(review => review.Language).HasMaxLength(2).IsUnicode(false);
        builder.Property(review => review.Refusal).HasMaxLength(2000);
        builder.HasIndex(review => review.LineId).IsUnique();
        builder.HasIndex(review => new { review.ProductId, review.State, review.Id });
        builder.HasIndex(review => new { review.ProducerId, review.State, review.Id });
        builder.HasIndex(review => new { review.State, review.WrittenAt });
        builder.HasIndex(review => new { review.DecidedBy, review.DecidedAt });
        builder.HasOne<OrderLine>().WithMany().HasForeignKey(review => review.LineId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Product>().WithMany().HasForeignKey(review => review.ProductId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Producer>().WithMany().HasForeignKey(review => review.ProducerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(review => review.Photos).WithOne().HasForeignKey("ReviewId").IsRequired().OnDelete(DeleteBehavior.Cascade);
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("CK_Reviews_Stars", "Stars BETWEEN 1 AND 5");
            table.HasCheckConstraint("CK_Reviews_State", "(State = 1 AND DecidedAt IS NULL) OR (State IN (2, 3) AND DecidedAt IS NOT NULL)");
        });
    }
}

internal sealed class ReviewPhotoConfiguration : IEntityTypeConfiguration<ReviewPhoto>
{
    public void Configure(EntityTypeBuilder<ReviewPhoto> builder)
    {
        builder.ToTable("ReviewPhotos");
        builder.HasKey("ReviewId", nameof(ReviewPhoto.MediaId));
        builder.HasIndex(photo => photo.MediaId);
        builder.HasOne<MediaItem>().WithMany().HasForeignKey(photo => photo.MediaId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ProductRatingConfiguration : IEntityTypeConfiguration<ProductRating>
{
    public void Configure(EntityTypeBuilder<ProductRating> builder)
    {
        builder.HasKey(rating => rating.ProductId);
        builder.HasOne<Product>().WithOne().HasForeignKey<ProductRating>(rating => rating.ProductId).OnDelete(DeleteBehavior.Cascade);
        builder.ToTable(table => table.HasCheckConstraint("CK_ProductRatings_Stars", "Reviews >= 0 AND Stars BETWEEN Reviews AND 5 * Reviews"));
    }
}
