using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;

namespace Marketplace.Tests.Domain.Payments;

/// <summary>Which moves a refund and a transfer make, and which they refuse: what people see of them is with the pages.</summary>
public sealed class RefundTests
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly UserId One = new(Guid.CreateVersion7());
    private static readonly UserId Other = new(Guid.CreateVersion7());
    private static readonly byte[] Account = [1];

    [Fact]
    public void The_provider_is_asked_only_for_what_nobody_has_taken_over()
    {
        var (asked, approved) = (Decided(), Decided());

        Assert.True(asked.Ask().Succeeded);
        Assert.True(approved.Approve(One, Account).Succeeded);

        Assert.Equal([PaymentRefusals.AlreadyDecided], asked.Ask().Refusals);
        Assert.Equal([PaymentRefusals.AlreadyDecided], approved.Ask().Refusals);
        Assert.Equal([PaymentRefusals.AlreadyDecided], asked.Approve(One, Account).Refusals);
    }

    [Fact]
    public void An_answer_counts_while_it_is_waited_for()
    {
        var refund = Decided();

        Assert.False(refund.Accepted(new RefundedPayment("re_0", true), Now));
        refund.Ask();
        Assert.True(refund.Accepted(new RefundedPayment("re_1", false), Now));
        Assert.False(refund.Accepted(new RefundedPayment("re_2", true), Now));
        refund.NotMade("no-answer");

        Assert.Equal((RefundStatus.Sent, "re_1", ""), (refund.Status, refund.ProviderRefundId, refund.Note));
    }

    [Fact]
    public void One_without_an_answer_may_arrive_until_somebody_approves_to_pay_it_by_hand()
    {
        var (late, approved) = (Unanswered(), Unanswered());
        approved.Approve(One, Account);

        Assert.True(late.Arrived("re_1", Now));
        Assert.False(approved.Arrived("re_1", Now));
        Assert.False(Unanswered().Failed("re_1", "declined"));
    }

    [Fact]
    public void One_that_failed_after_it_was_sent_is_a_persons_and_not_asked_for_again()
    {
        var refund = Decided();
        refund.Ask();
        refund.Accepted(new RefundedPayment("re_1", true), Now);

        Assert.True(refund.Failed("re_1", "expired_card"));

        Assert.Equal((RefundStatus.AwaitingPerson, null, false), (refund.Status, refund.CompletedAt, refund.HasLeft));
        Assert.False(refund.Ask().Succeeded);
    }

    [Fact]
    public void Two_officers_pay_it_by_hand_and_the_provider_says_nothing_more_of_it()
    {
        var refund = Decided();

        Assert.Equal([FourEyes.Missing], refund.Complete(One, "FT1", Now).Refusals);
        refund.Approve(One, Account);
        Assert.Equal([FourEyes.Missing], refund.Complete(One, "FT1", Now).Refusals);
        Assert.True(refund.Complete(Other, "FT1", Now).Succeeded);
        Assert.Equal([PaymentRefusals.AlreadyDecided], refund.Complete(Other, "FT2", Now).Refusals);
        Assert.False(refund.Arrived("re_1", Now));
        Assert.False(refund.Failed("re_1", "declined"));

        Assert.Equal((RefundStatus.Succeeded, "FT1"), (refund.Status, refund.ProviderRefundId));
    }

    /// <summary>Else the second would confirm a reference, and not where the money went.</summary>
    [Fact]
    public void What_nobody_said_the_account_of_is_not_transferred_and_the_first_says_it_again()
    {
        var refund = Decided();
        refund.DecidedBy(One, "torn");

        Assert.Equal([PaymentRefusals.NoAccount], refund.Complete(Other, "FT1", Now).Refusals);
        Assert.True(refund.Approve(One, Account).Succeeded);
        Assert.Equal([PaymentRefusals.AlreadyDecided], refund.Approve(Other, [2]).Refusals);
        Assert.True(refund.Approve(One, [3]).Succeeded);
        Assert.Equal([3], refund.AccountCipher!);
        Assert.True(refund.Complete(Other, "FT1", Now).Succeeded);
        Assert.False(refund.Approve(One, Account).Succeeded);
    }

    [Fact]
    public void What_it_was_for_is_said_once()
    {
        var refund = Refund.MadeElsewhere(Attempt(), null, Money.Vnd(100), "provider", "re_1", isUnexplained: true, Now);

        Assert.True(refund.Explain("A broken bowl").Succeeded);
        Assert.Equal([PaymentRefusals.AlreadyDecided], refund.Explain("Another").Refusals);
        Assert.Equal("A broken bowl", refund.Note);
    }

    [Fact]
    public void Who_recorded_a_transfer_does_not_decide_what_it_is()
    {
        BankReceipt Recorded() => new() { Id = BankReceiptId.New(), Provider = "bank", EventId = "1", Account = "1", AmountDong = 100, Content = "", ReceivedAt = Now, RecordedBy = One };
        var (matched, remitted, returned) = (Recorded(), Recorded(), Recorded());

        Assert.Equal([FourEyes.Missing], matched.Match(PaymentAttemptId.New(), One, "", Now).Refusals);
        Assert.Equal([FourEyes.Missing], remitted.Remit(One, "", Now).Refusals);
        Assert.Equal([FourEyes.Missing], returned.Return(One, "", Now).Refusals);
        Assert.All([matched, remitted, returned], receipt => Assert.True(receipt.IsUndecided));

        Assert.True(matched.Match(PaymentAttemptId.New(), Other, "", Now).Succeeded);
        Assert.True(remitted.Remit(Other, "V1 0", Now).Succeeded);
        Assert.True(returned.Return(Other, "", Now).Succeeded);
        Assert.Equal((BankReceiptState.Remitted, "V1 0", (UserId?)Other, (DateTimeOffset?)Now), (remitted.State, remitted.Note, remitted.DecidedBy, remitted.DecidedAt));
        Assert.All([matched, remitted, returned], receipt => Assert.Equal([PaymentRefusals.AlreadyDecided], receipt.Remit(Other, "", Now).Refusals));
    }

    [Fact]
    public void A_transfer_goes_back_by_two_officers_and_is_then_no_orders()
    {
        var receipt = new BankReceipt { Id = BankReceiptId.New(), Provider = "bank", EventId = "1", Account = "1", AmountDong = 100, Content = "", ReceivedAt = Now };
        receipt.Hold("NoCode", null);

        Assert.True(receipt.Return(One, "Not ours", Now).Succeeded);
        Assert.Equal([FourEyes.Missing], receipt.Return(One, "Not ours", Now).Refusals);
        Assert.Equal([PaymentRefusals.AlreadyDecided], receipt.Match(PaymentAttemptId.New(), Other, "", Now).Refusals);
        Assert.True(receipt.Return(Other, "Sent", Now).Succeeded);
        Assert.Equal([PaymentRefusals.AlreadyDecided], receipt.Return(Other, "Sent", Now).Refusals);

        Assert.Equal((BankReceiptState.Returned, "Not ours", (UserId?)One), (receipt.State, receipt.Note, receipt.DecidedBy));
    }

    private static Refund Decided() => Refund.Decide(Attempt(), null, Money.Vnd(100), "late", Now);

    private static Refund Unanswered()
    {
        var refund = Decided();
        refund.Ask();
        refund.NotMade("no-answer");
        return refund;
    }

    private static PaymentAttempt Attempt() => new()
    {
        Id = PaymentAttemptId.New(),
        OrderId = OrderId.New(),
        Method = PaymentMethod.Card,
        Provider = PaymentProviders.Stripe,
        Amount = Money.Vnd(100),
        MemoCode = "CP",
        CreatedAt = Now,
        ExpiresAt = Now.AddHours(1),
    };
}
