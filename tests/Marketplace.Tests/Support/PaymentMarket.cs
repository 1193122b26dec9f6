using System.Globalization;
using System.Text;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Payouts;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Features.Finance.Payouts;
using Marketplace.Features.Finance.Refunds;
using Marketplace.Features.Finance.Remittances;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Payments.Bank;
using Marketplace.Infrastructure.Payments.Stripe;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Features.Payments;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using EventUtility = Stripe.EventUtility;

namespace Marketplace.Tests.Support;

/// <summary>A market whose bank and cards a test can play.</summary>
internal class PaymentMarket(HttpMessageHandler? stripe = null, Uri? stripeServer = null) : TestMarketplace
{
    public const string StripeSecret = "whsec_test_new";
    public const string OldStripeSecret = "whsec_test_old";
    public const string OldSecret = "old-secret-old-secret-old-secret-";
    public const string NewSecret = "new-secret-new-secret-new-secret-";
    public const string EndingSecret = "end-secret-end-secret-end-secret-";
    public static readonly DateOnly LastDay = new(2027, 3, 31);
    private int _number = 100;

    /// <summary>Who makes the next order's goods; a new producer each time when left empty.</summary>
    public Producer? Maker { get; set; }

    public bool ProducerBearsDisputes { get; set; }

    private bool TakesCards => stripe is not null || stripeServer is not null;

    public ProgrammeAccount Account => Services.GetRequiredService<ProgrammeAccount>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Payments:BankNotificationSecrets:0", OldSecret);
        builder.UseSetting("Payments:BankNotificationSecrets:1", NewSecret);
        builder.UseSetting("Payments:BankNotificationSecrets:2", $"{EndingSecret}|{LastDay:yyyy-MM-dd}");
        builder.UseSetting("RateLimits:webhooks", "100000");
        builder.UseSetting("RateLimits:checkout", "100000");
        if (TakesCards)
        {
            builder.UseSetting("Stripe:TimeoutSeconds", "1");
            builder.UseSetting("Stripe:ApiBase", stripeServer?.ToString().TrimEnd('/') ?? "");
            builder.UseSetting("Stripe:ApiKey", "sk_test_123");
            builder.UseSetting("Stripe:WebhookSecrets:0", OldStripeSecret);
            builder.UseSetting("Stripe:WebhookSecrets:1", StripeSecret);
            builder.UseSetting("Stripe:WebhookSecrets:2", $"{EndingSecret}|{LastDay:yyyy-MM-dd}");
        }

        builder.ConfigureServices(services =>
        {
            if (stripe is not null)
            {
                services.AddHttpClient(StripeSetup.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => stripe);
            }

            services.AddScoped<IRequestHandler<Step, Result>, StepHandler>();
            services.AddScoped<IRequestHandler<RefundTests.GiveBack, Result>, RefundTests.GiveBackHandler>();
        });
    }

    /// <summary>An order that waits for its payment: every part costs 300,000 đồng and 35,000 postage; the producers' shares are 285,000.</summary>
    public async Task<Order> Waiting(PaymentMethod method = PaymentMethod.BankTransfer, int parts = 1, Currency? currency = null, Producer? producer = null)
    {
        await GivenPolicies();
        producer ??= Maker ?? await Some.SavedProducer(this);
        var number = OrderCode.Of(Interlocked.Increment(ref _number));
        var category = new Category { Slug = "craft-" + number, NameVi = "Dệt", NameEn = "Weaving", NameFr = "Tissage", Unit = "piece" };
        await Given(category);
        var now = Clock.GetUtcNow();
        var product = new Product
        {
            Id = ProductId.New(),
            ProducerId = producer.Id,
            CategoryId = category.Id,
            Slug = "khan-" + number,
            NameVi = "Khăn",
            NameEn = "Scarf",
            OriginUnitId = producer.UnitId,
            Unit = "piece",
            WeightGrams = 300,
            LeadTimeDays = 3,
            CreatedAt = now,
        };
        var variant = product.AddVariant("", "", 300_000);
        product.TakeEvents();
        await Given(product);

        var micros = currency is { } foreign && foreign != Currency.Vnd ? 25_413_000_000 : 1_000_000;
        var charged = RulesInForce.Convert(335_000L * parts, currency ?? Currency.Vnd, micros);
        var shares = charged.Allocate([.. Enumerable.Repeat(1L, parts)]);
        var made = Enumerable.Range(0, parts).Select(index => Part(producer.Id, product, variant.Id, $"{number}-{index + 1}", shares[index].MinorUnits)).ToList();
        var order = Order.Place(
            OrderId.New(), number, CheckoutId.New(), null, new Address { FullName = "Mai", Phone = "+84912345678", Email = "mai@example.com" }, "vi", method, charged, micros, "",
            made, now, method == PaymentMethod.CashOnDelivery ? now : now.AddHours(24));
        if (method == PaymentMethod.CashOnDelivery)
        {
            order.Confirm(now, Actor.System);
        }

        order.TakeEvents();
        var attempt = new PaymentAttempt
        {
            Id = PaymentAttemptId.New(),
            OrderId = order.Id,
            Method = method,
            Provider = method switch { PaymentMethod.BankTransfer => "bank", PaymentMethod.CashOnDelivery => "cod", _ => TakesCards ? PaymentProviders.Stripe : PaymentProviders.Sandbox },
            Amount = charged,
            MemoCode = number,
            CreatedAt = now,
            ExpiresAt = now.AddHours(24),
        };
        await Given(order, attempt);
        return order;
    }

    private async Task GivenPolicies()
    {
        if (!await Read(db => db.PolicyValues.AnyAsync()))
        {
            await Given(
                Policy(PolicyCodes.PayoutDelayDays, 7), Policy(PolicyCodes.PayoutUnconfirmedDays, 14), Policy(PolicyCodes.PayoutUnconfirmedAbroadDays, 30), Policy(PolicyCodes.BankChangeHoldDays, 3), Policy(PolicyCodes.CardHoldLimitMinutes, 24 * 60), Policy(PolicyCodes.DelayedPaymentDays, 7),
                Policy(PolicyCodes.CourierFeeMost, 50_000), Policy(PolicyCodes.DebtLimitDong, 500_000), Policy(PolicyCodes.MonthLockDays, 45), Policy(PolicyCodes.DisputeBearer, ProducerBearsDisputes ? 2 : 1));
        }

        static PolicyValue Policy(string code, long value) => new() { Code = code, Value = value, ValidFrom = new DateOnly(2026, 1, 1), Source = "test" };
    }

    public Task<PaymentAttempt> Attempt(Order order) => Read(db => db.PaymentAttempts.AsNoTracking().OrderBy(attempt => attempt.Id).FirstAsync(attempt => attempt.OrderId == order.Id));

    public Task<Order> Now(Order order) => Read(db => db.Orders.AsNoTracking().Include(found => found.Parts).SingleAsync(found => found.Id == order.Id));

    /// <summary>Does something to an order as its own area would.</summary>
    public async Task Do(Order order, Func<Order, Result> step)
    {
        var result = await Send(new Step(order.Id, step));
        Assert.Empty(result.Refusals);
    }

    public Task RunJobs() => Services.GetRequiredService<JobRunner>().RunOnce(TestContext.Current.CancellationToken);

    /// <summary>Several workers that begin at the same moment.</summary>
    public Task RunJobsAtOnce(int workers = 4) => AtOnce(workers, async () =>
    {
        await RunJobs();
        return true;
    });

    public string Body(string memo, long amount, string id = "1", string reference = "", string type = "in", string? account = null) =>
        new BankNotification(id, account ?? Account.Account, type, amount, memo, "", reference).ToJson("Vietcombank", Clock.GetUtcNow());

    public async Task<HttpResponseMessage> Notify(string body, string secret = NewSecret, TimeSpan skew = default)
    {
        var timestamp = (Clock.GetUtcNow() + skew).ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/bank-notifications") { Content = new StringContent(body) };
        request.Headers.Add(BankNotificationsController.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(BankNotificationsController.SignatureHeader, SignedBody.Sign(secret, timestamp, body));
        using var client = CreateClient();
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public string SignStripe(string body, int skew = 0, string secret = StripeSecret)
    {
        var timestamp = (Clock.GetUtcNow().ToUnixTimeSeconds() + skew).ToString(CultureInfo.InvariantCulture);
        return $"t={timestamp},v1={EventUtility.ComputeSignature(secret, timestamp, body)}";
    }

    public async Task<HttpResponseMessage> NotifyStripe(string body, string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/stripe") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(StripeWebhookController.SignatureHeader, header);
        }

        using var client = CreateClient();
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A transfer that arrives and is worked off.</summary>
    public async Task Transfer(Order order, long amount, string id = "1")
    {
        using var response = await Notify(Body($"MBVCB.123 {order.Number} chuyen tien", amount, id));
        response.EnsureSuccessStatusCode();
        await RunJobs();
    }

    /// <summary>An order whose money came: by transfer at home, by card in US dollars.</summary>
    public async Task<Order> Paid(PaymentMethod method = PaymentMethod.BankTransfer, int parts = 1, Producer? producer = null)
    {
        var order = await Waiting(method, parts, method == PaymentMethod.Card ? Currency.Usd : Currency.Vnd, producer);
        if (method == PaymentMethod.Card)
        {
            await HearStripe(await Attempt(order), "checkout.session.completed", "evt_" + order.Number);
        }
        else
        {
            await Transfer(order, 335_000 * parts, "t-" + order.Number);
        }

        return await Now(order);
    }

    /// <summary>An order all of whose parts arrived; paid before, or with the cash still at the courier.</summary>
    public async Task<Order> Delivered(PaymentMethod method = PaymentMethod.BankTransfer, int parts = 1, Producer? producer = null, string tracking = "V1")
    {
        var order = method == PaymentMethod.CashOnDelivery ? await Waiting(method, parts, producer: producer) : await Paid(method, parts, producer);
        foreach (var part in order.Parts)
        {
            await Do(order, own =>
            {
                var now = Clock.GetUtcNow();
                own.Accept(part.Id, now, Actor.System);
                own.Pack(part.Id, now, Actor.System);
                own.Send(part.Id, "VNPost", tracking, now, Actor.System);
                return own.Deliver(part.Id, now, Actor.System);
            });
        }

        return await Now(order);
    }

    /// <summary>A courier transfers cash without saying whose.</summary>
    public async Task<BankReceiptId> CourierPays(long amount, string id = "cod-1")
    {
        var body = Body("VNPOST nop tien thu ho", amount, id);
        using var told = await Notify(body);
        told.EnsureSuccessStatusCode();
        await RunJobs();
        var name = BankNotification.Parse(body)!.EventId;
        return await Read(db => db.BankReceipts.Where(receipt => receipt.EventId == name).Select(receipt => receipt.Id).SingleAsync());
    }

    /// <summary>The cash of all parts of an order came with one transfer, less a fee for each.</summary>
    public async Task<BankReceiptId> Remitted(Order order, long feeDong = 0)
    {
        var receipt = await CourierPays(order.Parts.Sum(part => part.GoodsDong + part.ShippingDong - feeDong), "cod-" + order.Number);
        Assert.Empty((await Send(new SettleRemittance(receipt, [.. order.Parts.Select((part, index) => new StatementLine(index + 1, part.Number, feeDong))], UserId.New()))).Refusals);
        return receipt;
    }

    public Task<User> Officer() => this.GivenUser(Some.User(), Roles.FinanceOfficer);

    /// <summary>Producers are paid seven days after delivery, on this account.</summary>
    public async Task CanBePaid(ProducerId producer, BankAccount account)
    {
        var cipher = Services.GetRequiredService<ColumnProtector>().Bank(producer, account);
        await Read(db => db.Producers.Where(own => own.Id == producer).ExecuteUpdateAsync(row => row.SetProperty(own => own.BankCipher, cipher)));
    }

    /// <summary>One officer makes the file with this payout, and another says that the bank has carried it out.</summary>
    public async Task PayOut(PayoutId payout, string reference)
    {
        Assert.Empty((await Send(new ExportBatch(UserId.New()))).Refusals);
        Assert.Empty((await Send(new MarkPaid(payout, reference, UserId.New()))).Refusals);
    }

    /// <summary>Where a buyer has money sent back to by hand.</summary>
    public static RefundAccount BuyersAccount => new("Vietcombank", "0011223344", "NGUYEN THI MAI");

    /// <summary>The first officer says where a refund goes that is transferred by hand.</summary>
    public Task<Result> Approve(RefundId refund, UserId? officer = null) => Send(new ApproveRefund(refund, BuyersAccount, officer ?? UserId.New()));

    /// <summary>Stores a card provider's verified notification, as its endpoint does.</summary>
    public Task Hear(string provider, string id, string kind, string body) => Send(new ReceiveNotification(provider, id, kind, body));

    /// <summary>Stripe tells something about an attempt's session, charge or dispute.</summary>
    public static string StripeEvent(
        PaymentAttempt attempt, string type, string id, long? amount = null, string? currency = null, string status = "paid", string dispute = "du_1", DateTimeOffset? created = null,
        DateTimeOffset? due = null) => System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["id"] = id,
            ["object"] = "event",
            ["type"] = type,
            ["livemode"] = false,
            ["data"] = new Dictionary<string, object>
            {
                ["object"] = new Dictionary<string, object>
                {
                    ["id"] = type.StartsWith("charge.dispute", StringComparison.Ordinal) ? dispute : type.StartsWith("charge", StringComparison.Ordinal) ? "ch_1" : "cs_1",
                    ["client_reference_id"] = attempt.Id.Value.ToString("N"),
                    ["metadata"] = new Dictionary<string, string> { ["attempt"] = attempt.Id.Value.ToString("N") },
                    ["payment_intent"] = "pi_1",
                    ["payment_status"] = status,
                    ["amount_total"] = amount ?? attempt.Amount.MinorUnits,
                    ["amount_refunded"] = amount ?? attempt.Amount.MinorUnits,
                    ["amount"] = amount ?? attempt.Amount.MinorUnits,
                    ["status"] = status,
                    ["reason"] = "product_not_received",
                    ["created"] = created?.ToUnixTimeSeconds() ?? 0,
                    ["evidence_details"] = new Dictionary<string, object> { ["due_by"] = due?.ToUnixTimeSeconds() ?? 0 },
                    ["currency"] = currency ?? attempt.Amount.Currency.Code.ToLowerInvariant(),
                },
            },
        });

    public async Task HearStripe(
        PaymentAttempt attempt, string type, string id, long? amount = null, string? currency = null, string status = "paid", string dispute = "du_1", DateTimeOffset? created = null,
        DateTimeOffset? due = null)
    {
        await Hear(PaymentProviders.Stripe, id, type, StripeEvent(attempt, type, id, amount, currency, status, dispute, created, due));
        await RunJobs();
    }

    /// <summary>Balance of an account in one currency: debit positive.</summary>
    public Task<long> Balance(LedgerAccount account, Currency? currency = null) => Read(async db => (await db.Postings.AsNoTracking()
        .Where(posting => posting.Account == account).ToListAsync()).Where(posting => posting.Amount.Currency == (currency ?? Currency.Vnd)).Sum(posting => posting.Amount.MinorUnits));

    /// <summary>The whole ledger closes in every currency.</summary>
    public async Task LedgerCloses() => Assert.All(
        (await Read(db => db.Postings.AsNoTracking().ToListAsync())).GroupBy(posting => posting.Amount.Currency), own => Assert.Equal(0, own.Sum(posting => posting.Amount.MinorUnits)));

    private static ProducerOrder Part(ProducerId producer, Product product, VariantId variant, string number, long chargedMinor)
    {
        var part = new ProducerOrder
        {
            Id = ProducerOrderId.New(),
            ProducerId = producer,
            Number = number,
            Channel = SalesChannel.Self,
            ShippingDong = 35_000,
            ChargedMinor = chargedMinor,
            WeightGrams = 300,
            ShippingZone = "national",
            ShipBy = new DateOnly(2026, 9, 4),
            ArriveFrom = new DateOnly(2026, 9, 7),
            ArriveBy = new DateOnly(2026, 9, 10),
        };
        part.Add(new OrderLine
        {
            Id = OrderLineId.New(),
            ProductId = product.Id,
            VariantId = variant,
            CategoryId = product.CategoryId,
            OriginUnitId = product.OriginUnitId,
            NameVi = "Khăn",
            NameEn = "Scarf",
            Unit = "piece",
            Quantity = 1,
            UnitPriceDong = 300_000,
            GoodsDong = 300_000,
            FeeBasisPoints = 350,
            FeeDong = 10_500,
            WithheldVatDong = 3_000,
            WithheldPitDong = 1_500,
        });
        return part;
    }

    internal sealed record Step(OrderId Order, Func<Order, Result> Take) : ICommand<Result>, ITransactional;

    /// <summary>Stands for any command of the orders' area.</summary>
    internal sealed class StepHandler(MarketplaceDb db) : IRequestHandler<Step, Result>
    {
        public async Task<Result> Handle(Step request, CancellationToken cancellationToken) => request.Take(await db.OrderWithParts(request.Order, cancellationToken));
    }
}
