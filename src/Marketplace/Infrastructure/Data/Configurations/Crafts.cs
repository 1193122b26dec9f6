using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Data.Configurations;

internal sealed class CraftStoryConfiguration : IEntityTypeConfiguration<CraftStory>
{
    public void Configure(EntityTypeBuilder<CraftStory> builder)
    {
        builder.Property(story => story.WhoMayMakeVi).HasMaxLength(CraftStory.LongestWho);
        builder.Property(story => story.WhoMayMakeEn).HasMaxLength(CraftStory.LongestWho);
        builder.Property(story => story.AgreedBy).HasMaxLength(CraftStory.LongestAgreed);
        builder.Property(story => story.Message).HasMaxLength(2000);
        builder.HasIndex(story => new { story.ProducerId, story.TechniqueId }).IsUnique();
        builder.HasIndex(story => new { story.TechniqueId, story.State, story.Id });
        builder.HasIndex(story => new { story.State, story.SentAt });
        builder.HasIndex(story => new { story.DecidedBy, story.DecidedAt });
        builder.HasOne<Producer>().WithMany().HasForeignKey(story => story.ProducerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Technique>().WithMany().HasForeignKey(story => story.TechniqueId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(story => story.Steps).WithOne().HasForeignKey("StoryId").IsRequired().OnDelete(DeleteBehavior.Cascade);
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("CK_CraftStories_Sent", "State IN (1, 4) OR (State IN (2, 3) AND SentAt IS NOT NULL AND WhoMayMakeVi <> '' AND AgreedBy <> '')");
            table.HasCheckConstraint("CK_CraftStories_Decided", "(State IN (1, 2) AND DecidedAt IS NULL) OR (State IN (3, 4) AND DecidedAt IS NOT NULL)");
        });
    }
}

internal sealed class CraftStepConfiguration : IEntityTypeConfiguration<CraftStep>
{
    public void Configure(EntityTypeBuilder<CraftStep> builder)
    {
        builder.ToTable("CraftSteps", table => table.HasCheckConstraint("CK_CraftSteps_Position", $"Position BETWEEN 0 AND {CraftStory.MostSteps - 1}"));
        builder.Property<long>("StoryId");
        builder.HasKey("StoryId", nameof(CraftStep.MediaId));
        builder.Property(step => step.TextVi).HasMaxLength(CraftStory.LongestStep);
        builder.Property(step => step.TextEn).HasMaxLength(CraftStory.LongestStep);
        builder.HasIndex(step => step.MediaId).IsUnique();
        builder.HasOne<MediaItem>().WithMany().HasForeignKey(step => step.MediaId).OnDelete(DeleteBehavior.Restrict);
    }
}
