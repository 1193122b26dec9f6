using Marketplace.Domain.Auditing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Data.Configurations;

internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.Property(entry => entry.Action).HasMaxLength(64).IsUnicode(false);
        builder.Property(entry => entry.Detail).HasMaxLength(2000);
        builder.HasIndex(entry => entry.At);
        builder.HasIndex(entry => new { entry.Subject, entry.At });
        builder.HasIndex(entry => new { entry.Action, entry.Id });
    }
}
