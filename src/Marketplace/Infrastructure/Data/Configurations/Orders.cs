using Marketplace.Domain.Carts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Payouts;
using Marketplace.Domain.Producers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Data.Configurations;

internal sealed class CartConfiguration : IEntityTypeConfiguration<Cart>
{
    public void Configure(EntityTypeBuilder<Cart> builder)
    {
        builder.HasIndex(cart => cart.UserId);
        builder.HasIndex(cart => cart.ChangedAt);
        builder.HasMany(cart => cart.Lines).WithOne().HasForeignKey("CartId").IsRequired();
    }
}

internal sealed class CartLineConfiguration : IEntityTypeConfiguration<CartLine>
{
    public void Configure(EntityTypeBuilder<CartLine> builder)
    {
        builder.HasIndex("CartId", nameof(CartLine.VariantId)).IsUnique();
        builder.HasOne<Variant>().WithMany().HasForeignKey(line => line.VariantId).OnDelete(DeleteBehavior.Cascade);
        builder.ToTable(table => table.HasCheckConstraint("CK_CartLine_Quantity", "Quantity BETWEEN 1 AND 99"));
    }
}

internal static class AddressColumns
{
    public static void Configure(ComplexPropertyBuilder<Address> address)
    {
        address.Property(part => part.CountryCode).HasMaxLength(2).IsUnicode(false);
        address.Property(part => part.Phone).HasMaxLength(20).IsUnicode(false);
        address.Property(part => part.PostalCode).HasMaxLength(20);
        address.Property(part => part.CourierNote).HasMaxLength(500);
    }
}

internal sealed class CheckoutConfiguration : IEntityTypeConfiguration<Checkout>
{
    public void Configure(EntityTypeBuilder<Checkout> builder)
    {
        builder.HasIndex(checkout => checkout.StartedAt);
        builder.HasIndex(checkout => checkout.UserId);
        builder.ComplexProperty(checkout => checkout.Address, AddressColumns.Configure);
    }
}

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.Property(order => order.Number).HasMaxLength(16).IsUnicode(false);
        builder.Property(order => order.Language).HasMaxLength(2).IsUnicode(false);
        builder.Property(order => order.AccessKey).HasMaxLength(OrderKey.Length).IsUnicode(false);
        builder.HasIndex(order => order.Number).IsUnique();
        builder.HasIndex(order => order.CheckoutId).IsUnique();
        builder.HasIndex(order => new { order.BuyerId, order.PlacedAt });
        builder.HasIndex(order => new { order.Status, order.HoldUntil });
        builder.ComplexProperty(order => order.Address, AddressColumns.Configure);
        builder.HasMany(order => order.Parts).WithOne().HasForeignKey(part => part.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(order => order.History).WithOne().HasForeignKey("OrderId").IsRequired();
    }
}

internal sealed class ProducerOrderConfiguration : IEntityTypeConfiguration<ProducerOrder>
{
    public void Configure(EntityTypeBuilder<ProducerOrder> builder)
    {
        builder.Property(part => part.Number).HasMaxLength(20).IsUnicode(false);
        builder.Property(part => part.CourierPhone).HasMaxLength(20).IsUnicode(false);
        builder.Property(part => part.ShippingZone).HasMaxLength(20).IsUnicode(false);
        builder.HasIndex(part => part.Number).IsUnique();
        builder.HasIndex(part => new { part.ProducerId, part.Status });
        builder.HasIndex(part => new { part.Status, part.SentAt });
        builder.HasOne<Producer>().WithMany().HasForeignKey(part => part.ProducerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<BankReceipt>().WithMany().HasForeignKey(part => part.RemittedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(part => part.Lines).WithOne().HasForeignKey(line => line.ProducerOrderId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrderLineConfiguration : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> builder)
    {
        builder.Property(line => line.Unit).HasMaxLength(16).IsUnicode(false);
        builder.HasIndex(line => line.ProductId);
        builder.HasOne<Product>().WithMany().HasForeignKey(line => line.ProductId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Lot>().WithMany().HasForeignKey(line => line.LotId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(table => table.HasCheckConstraint("CK_OrderLines_Goods", "Quantity > 0 AND GoodsDong = UnitPriceDong * Quantity"));
    }
}

internal sealed class OrderEventConfiguration : IEntityTypeConfiguration<OrderEvent>
{
    public void Configure(EntityTypeBuilder<OrderEvent> builder)
    {
        builder.Property(step => step.Event).HasMaxLength(20).IsUnicode(false);
        builder.Property(step => step.From).HasMaxLength(20).IsUnicode(false);
        builder.Property(step => step.To).HasMaxLength(20).IsUnicode(false);
        builder.Property(step => step.Note).HasMaxLength(500);
    }
}

internal sealed class OrderProblemConfiguration : IEntityTypeConfiguration<OrderProblem>
{
    public void Configure(EntityTypeBuilder<OrderProblem> builder)
    {
        builder.Property(problem => problem.Text).HasMaxLength(OrderProblem.Longest);
        builder.Property(problem => problem.Answer).HasMaxLength(OrderProblem.LongestAnswer);
        builder.HasIndex(problem => new { problem.OrderId, problem.At });
        builder.HasIndex(problem => new { problem.ClosedAt, problem.At });
        builder.HasOne<Order>().WithMany().HasForeignKey(problem => problem.OrderId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StockHoldConfiguration : IEntityTypeConfiguration<StockHold>
{
    public void Configure(EntityTypeBuilder<StockHold> builder)
    {
        builder.HasIndex(hold => new { hold.OrderId, hold.VariantId }).IsUnique();
        builder.HasOne<Order>().WithMany().HasForeignKey(hold => hold.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(table => table.HasCheckConstraint("CK_StockHolds_Quantity", "Quantity > 0"));
    }
}

internal sealed class PaymentAttemptConfiguration : IEntityTypeConfiguration<PaymentAttempt>
{
    public void Configure(EntityTypeBuilder<PaymentAttempt> builder)
    {
        builder.Property(attempt => attempt.MemoCode).HasMaxLength(16).IsUnicode(false);
        builder.Property(attempt => attempt.Provider).HasMaxLength(16).IsUnicode(false);
        builder.Property(attempt => attempt.RedirectUrl).HasMaxLength(2000);
        builder.HasIndex(attempt => attempt.MemoCode).IsUnique();
        builder.HasIndex(attempt => attempt.OrderId, "IX_PaymentAttempts_OneLive").IsUnique().HasFilter("[IsLive] = 1");
        builder.HasIndex(attempt => attempt.OrderId, "IX_PaymentAttempts_Order");
        builder.HasIndex(attempt => attempt.SessionId);
        builder.HasIndex(attempt => new { attempt.IsLive, attempt.ExpiresAt });
        builder.HasIndex(attempt => attempt.ProviderPaymentId);
        builder.HasOne<Order>().WithMany().HasForeignKey(attempt => attempt.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(table => table.HasCheckConstraint("CK_PaymentAttempts_Refunded", "RefundedMinor >= 0 AND RefundedMinor <= ReceivedMinor"));
    }
}

internal sealed class BankReceiptConfiguration : IEntityTypeConfiguration<BankReceipt>
{
    public void Configure(EntityTypeBuilder<BankReceipt> builder)
    {
        builder.Property(receipt => receipt.Content).HasMaxLength(1000);
        builder.Property(receipt => receipt.Note).HasMaxLength(500);
        builder.HasIndex(receipt => new { receipt.Provider, receipt.EventId }).IsUnique();
        builder.HasIndex(receipt => new { receipt.State, receipt.ReceivedAt });
        builder.ToTable(table => table.HasCheckConstraint("CK_BankReceipts_Amount", "AmountDong > 0"));
    }
}

internal sealed class RefundConfiguration : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> builder)
    {
        builder.Property(refund => refund.Note).HasMaxLength(500);
        builder.Property(refund => refund.AccountCipher).HasMaxLength(1024);
        builder.HasIndex(refund => refund.IdempotencyKey).IsUnique();
        builder.HasIndex(refund => refund.OrderId);
        builder.HasIndex(refund => refund.ProviderRefundId);
        builder.HasIndex(refund => new { refund.Status, refund.CreatedAt });
        builder.HasOne<Order>().WithMany().HasForeignKey(refund => refund.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PaymentAttempt>().WithMany().HasForeignKey(refund => refund.AttemptId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DisputeConfiguration : IEntityTypeConfiguration<Dispute>
{
    public void Configure(EntityTypeBuilder<Dispute> builder)
    {
        builder.Property(dispute => dispute.Provider).HasMaxLength(16).IsUnicode(false);
        builder.Property(dispute => dispute.ProviderDisputeId).HasMaxLength(128);
        builder.Property(dispute => dispute.Reason).HasMaxLength(64);
        builder.HasIndex(dispute => new { dispute.Provider, dispute.ProviderDisputeId }).IsUnique();
        builder.HasIndex(dispute => new { dispute.OpenedAt, dispute.ProviderDisputeId }).IsDescending();
        builder.HasIndex(dispute => dispute.State);
        builder.HasOne<PaymentAttempt>().WithMany().HasForeignKey(dispute => dispute.AttemptId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("CK_Disputes_Amount", "Amount_MinorUnits > 0");
            table.HasCheckConstraint("CK_Disputes_State", "(State = 1 AND ClosedAt IS NULL) OR (State IN (2, 3) AND ClosedAt IS NOT NULL)");
        });
    }
}

internal sealed class PaymentEffectConfiguration : IEntityTypeConfiguration<PaymentEffect>
{
    public void Configure(EntityTypeBuilder<PaymentEffect> builder)
    {
        builder.Property(effect => effect.Provider).HasMaxLength(16);
        builder.Property(effect => effect.ObjectId).HasMaxLength(128);
        builder.Property(effect => effect.Effect).HasMaxLength(32);
        builder.HasIndex(effect => new { effect.Provider, effect.ObjectId, effect.Effect }).IsUnique();
    }
}

internal sealed class LedgerTransactionConfiguration : IEntityTypeConfiguration<LedgerTransaction>
{
    public void Configure(EntityTypeBuilder<LedgerTransaction> builder)
    {
        builder.Property(transaction => transaction.Reference).HasMaxLength(160);
        builder.HasIndex(transaction => transaction.Reference).IsUnique();
        builder.HasIndex(transaction => transaction.OrderId);
        builder.HasIndex(transaction => transaction.At);
        builder.HasMany(transaction => transaction.Postings).WithOne().HasForeignKey("TransactionId").IsRequired().OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PostingConfiguration : IEntityTypeConfiguration<Posting>
{
    public void Configure(EntityTypeBuilder<Posting> builder)
    {
        builder.HasIndex(posting => new { posting.Account, posting.ProducerId });
        builder.HasIndex(posting => posting.PartId);
    }
}

internal sealed class PayoutConfiguration : IEntityTypeConfiguration<Payout>
{
    public void Configure(EntityTypeBuilder<Payout> builder)
    {
        builder.Property(payout => payout.FailureReason).HasMaxLength(500);
        builder.Property(payout => payout.AccountCipher).HasMaxLength(512);
        builder.HasIndex(payout => payout.Number).IsUnique();
        builder.HasIndex(payout => payout.BatchId);
        builder.HasIndex(payout => payout.Status);
        builder.HasIndex(payout => new { payout.PreparedAt, payout.Number }).IsDescending(true, false);
        builder.HasIndex(payout => new { payout.ProducerId, payout.Status });
        builder.HasOne<Producer>().WithMany().HasForeignKey(payout => payout.ProducerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(payout => payout.Lines).WithOne().HasForeignKey("PayoutId").IsRequired();
    }
}

internal sealed class PayoutLineConfiguration : IEntityTypeConfiguration<PayoutLine>
{
    public void Configure(EntityTypeBuilder<PayoutLine> builder)
    {
        builder.HasIndex(line => new { line.PartId, line.Kind }).IsUnique().HasFilter("[IsFree] = 0");
        builder.HasIndex(line => line.PartId);
        builder.ToTable(table => table.HasCheckConstraint("CK_PayoutLine_Sign", "(Kind = 1 AND AmountDong >= 0) OR (Kind = 2 AND AmountDong <= 0)"));
        builder.HasOne<ProducerOrder>().WithMany().HasForeignKey(line => line.PartId).OnDelete(DeleteBehavior.Restrict);
    }
}
