using Marketplace.Domain.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Data.Configurations;

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.Property(message => message.Kind).HasMaxLength(64).IsUnicode(false);
        builder.Property(message => message.Payload).HasMaxLength(16_000);
        builder.Property(message => message.IdempotencyKey).HasMaxLength(128).IsUnicode(false);
        builder.Property(message => message.LastError).HasMaxLength(1000);
        builder.HasIndex(message => message.IdempotencyKey).IsUnique();
        builder.HasIndex(message => new { message.DoneAt, message.IsDead, message.DueAt });

        // The few turns of a rebuild among all messages there ever were.
        builder.HasIndex(message => message.CreatedAt).HasFilter("[Kind] = 'programme.rebuild'");
    }
}

internal sealed class InboxMessageConfiguration : IEntityTypeConfiguration<InboxMessage>
{
    public void Configure(EntityTypeBuilder<InboxMessage> builder)
    {
        builder.Property(message => message.Provider).HasMaxLength(16).IsUnicode(false);
        builder.Property(message => message.EventId).HasMaxLength(128);
        builder.Property(message => message.Kind).HasMaxLength(64);
        builder.Property(message => message.Body).HasMaxLength(300_000);
        builder.Property(message => message.LastError).HasMaxLength(1000);
        builder.HasIndex(message => new { message.Provider, message.EventId }).IsUnique();
        builder.HasIndex(message => new { message.DoneAt, message.IsDead, message.DueAt });
    }
}
