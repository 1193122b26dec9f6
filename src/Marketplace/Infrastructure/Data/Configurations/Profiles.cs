using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Media.Audio;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Data.Configurations;

internal sealed class PortraitConfiguration : IEntityTypeConfiguration<Portrait>
{
    public void Configure(EntityTypeBuilder<Portrait> builder)
    {
        builder.HasKey(portrait => portrait.ProducerId);
        builder.HasIndex(portrait => portrait.MediaId).IsUnique();
        builder.Property(portrait => portrait.AltVi).HasMaxLength(Portrait.LongestAlt);
        builder.Property(portrait => portrait.AltEn).HasMaxLength(Portrait.LongestAlt);
        builder.HasOne<Producer>().WithOne().HasForeignKey<Portrait>(portrait => portrait.ProducerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(portrait => portrait.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<MediaItem>().WithOne().HasForeignKey<Portrait>(portrait => portrait.MediaId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(table => table.HasCheckConstraint("CK_Portraits_Alt", "AltVi <> ''"));
    }
}

internal sealed class SpokenStoryConfiguration : IEntityTypeConfiguration<SpokenStory>
{
    public void Configure(EntityTypeBuilder<SpokenStory> builder)
    {
        builder.HasKey(story => story.ProducerId);
        builder.HasIndex(story => story.AudioId).IsUnique();
        builder.Property(story => story.SpokenIn).HasMaxLength(SpokenStory.LongestLanguage);
        builder.Property(story => story.TranscriptVi).HasMaxLength(SpokenStory.LongestTranscript);
        builder.Property(story => story.TranscriptEn).HasMaxLength(SpokenStory.LongestTranscript);
        builder.HasOne<Producer>().WithOne().HasForeignKey<SpokenStory>(story => story.ProducerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(story => story.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("CK_SpokenStories_Size", $"Seconds BETWEEN 1 AND {AudioLimits.MostSeconds} AND Bytes BETWEEN 1 AND {AudioLimits.MostBytes}");
            table.HasCheckConstraint("CK_SpokenStories_Format", "Format IN (1, 2)");
            table.HasCheckConstraint("CK_SpokenStories_Transcript", "TranscriptVi <> '' AND SpokenIn <> ''");
        });
    }
}
