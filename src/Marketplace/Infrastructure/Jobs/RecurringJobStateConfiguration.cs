using Marketplace.Domain.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Jobs;

internal sealed class RecurringJobStateConfiguration : IEntityTypeConfiguration<RecurringJobState>
{
    public void Configure(EntityTypeBuilder<RecurringJobState> builder)
    {
        builder.ToTable("RecurringJobs").HasKey(job => job.Name);
        builder.Property(job => job.Name).HasMaxLength(64).IsUnicode(false);
        builder.Property(job => job.LastError).HasMaxLength(1000);
    }
}
