using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Payments;
using Marketplace.Domain.People;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Programme;
using Marketplace.Domain.Rules;
using Marketplace.Features.Programme.Published;
using Marketplace.Features.Programme.Rollups;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Seeding;
using Marketplace.Infrastructure.Seeding.Reference;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Support;

/// <summary>A country of two provinces with three communes and a list of difficult places, in which sales can be made in one line.</summary>
internal sealed class ProgrammeMarket : TestMarketplace
{
    private static readonly DateOnly Start = new(2025, 7, 1);
    private int _number = 5000;

    public CommandCounter Commands { get; } = new();

    /// <summary>What happens before each piece of a rebuild, outside its transaction.</summary>
    public Func<Task> BetweenPieces { get; set; } = () => Task.CompletedTask;

    public AdminUnit Country { get; } = Unit(AdminLevel.Country, "VN", "Việt Nam", null);

    public AdminUnit TuyenQuang { get; private set; } = null!;

    public AdminUnit LaoCai { get; private set; } = null!;

    /// <summary>Region III.</summary>
    public AdminUnit LungTam { get; private set; } = null!;

    /// <summary>Region I.</summary>
    public AdminUnit QuanBa { get; private set; } = null!;

    /// <summary>In the other province, on no list.</summary>
    public AdminUnit SaPa { get; private set; } = null!;

    public Category Weaving { get; } = new() { Slug = "weaving", NameVi = "Dệt", NameEn = "Weaving", NameFr = "Tissage", Unit = "piece" };

    public static async Task<ProgrammeMarket> Open(bool withList = true)
    {
        var market = new ProgrammeMarket();
        market.TuyenQuang = Unit(AdminLevel.Province, "08", "Tuyên Quang", market.Country);
        market.LaoCai = Unit(AdminLevel.Province, "15", "Lào Cai", market.Country);
        market.LungTam = Unit(AdminLevel.Commune, "00901", "Lùng Tám", market.TuyenQuang);
        market.QuanBa = Unit(AdminLevel.Commune, "00907", "Quản Bạ", market.TuyenQuang);
        market.SaPa = Unit(AdminLevel.Commune, "03006", "Sa Pa", market.LaoCai);
        await market.Given([
            market.LungTam, market.QuanBa, market.SaPa, market.Weaving,
            Group("kinh", "Kinh", "01"), Group("mong", "Mông", "05"), Group("dao", "Dao", "09"),
            new PolicyValue { Code = PolicyCodes.MonthLockDays, Value = 45, ValidFrom = Start, Source = "test" },
            .. HeadlineIndicators.Codes.Select(Definition)]);
        if (withList)
        {
            await market.Given(Listed(market.LungTam, 3), Listed(market.QuanBa, 1));
        }

        return market;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services =>
        {
            // First of all behaviours: nothing of the piece has begun.
            services.Insert(0, ServiceDescriptor.Scoped<IPipelineBehavior<MendRollups, Result>>(_ => new Pause(this)));
            services.AddScoped<IRequestHandler<Steps, Result>, StepsHandler>()
                .AddScoped<IRequestHandler<Recognised, Result>, RecognisedHandler>()
                .ConfigureDbContext<SqliteMarketplaceDb>(options => options.AddInterceptors(Commands));
        });
    }

    /// <summary>Every roll-up row without its number, in the order of its key.</summary>
    public Task<List<string>> Rollups() => Read(async db =>
    {
        var sums = await db.SalesRollups.AsNoTracking().ToListAsync();
        var members = await db.ActivityRollups.AsNoTracking().ToListAsync();
        var reach = await db.ReachRollups.AsNoTracking().ToListAsync();
        return (List<string>)[
            .. sums.Select(row => $"{row.UnitId} {row.Grain} {row.Start:O} {row.Dimension} {row.Key}: {row.Facts} {row.Quantity} {row.ValueDong} {row.FeeDong} {row.WithheldDong} {row.PayableDong}").Order(StringComparer.Ordinal),
            .. members.Select(row => $"{row.UnitId} {row.Grain} {row.Start:O} {row.Slice} {row.Kind} {row.Member}: {row.ValueDong} {row.IsMinority} {row.Gender}").Order(StringComparer.Ordinal),
            .. reach.Select(row => $"{row.UnitId} {row.Grain} {row.Start:O} {row.Slice}: {row.Producers} {row.Orders} {row.Persons} {row.MinorityPersons} {row.MinorityWomen} {row.MinorityStatedGender} {row.Women} {row.StatedGender} {row.ListedCommunes} {row.TopProducerDong}").Order(StringComparer.Ordinal)];
    });

    private sealed class Pause(ProgrammeMarket market) : IPipelineBehavior<MendRollups, Result>
    {
        public async Task<Result> Handle(MendRollups request, RequestHandlerDelegate<Result> next, CancellationToken cancellationToken)
        {
            await market.BetweenPieces();
            return await next();
        }
    }

    /// <summary>A person who states a people and a gender; with consent to statistics unless said otherwise.</summary>
    public Person Person(string? people = "mong", Gender gender = Gender.Female)
    {
        var person = new Person { Id = PersonId.New(), FullName = "Vàng Thị Mai", Gender = gender, RecordedAt = Some.Moment };
        person.EthnicityCipher = people is null ? null : Services.GetRequiredService<ColumnProtector>().Ethnicity(person.Id, people);
        return person;
    }

    /// <summary>A saved producer whose members hold the given shares, all with consent to statistics or none.</summary>
    public async Task<Producer> Producer(AdminUnit commune, ProducerKind kind = ProducerKind.Household, bool consents = true, int memberCount = 1, params (Person Person, int Share)[] members)
    {
        var producer = Some.Producer(commune.Id, kind);
        producer.MemberCount = memberCount;
        await Given([producer, .. members.Select(member => (object)member.Person)]);
        foreach (var (person, share) in members)
        {
            await Given(new Membership
            {
                Id = MembershipId.New(),
                PersonId = person.Id,
                ProducerId = producer.Id,
                Role = MembershipRole.Member,
                ShareBasisPoints = share,
                From = Start,
            });
            if (consents)
            {
                await Given(new Consent
                {
                    Id = ConsentId.New(),
                    PersonId = person.Id,
                    ProducerId = producer.Id,
                    Purpose = ConsentPurpose.Statistics,
                    TextVersion = "1",
                    GivenAt = Some.Moment.AddYears(-1),
                });
            }
        }

        return producer;
    }

    /// <summary>A household of one person, the ordinary case.</summary>
    public Task<Producer> Maker(AdminUnit commune, string? people = "mong", Gender gender = Gender.Female) =>
        Producer(commune, members: (Person(people, gender), 10_000));

    public async Task<Product> Product(Producer producer)
    {
        var product = new Product
        {
            Id = ProductId.New(),
            ProducerId = producer.Id,
            CategoryId = Weaving.Id,
            Slug = $"khan-{Interlocked.Increment(ref _number)}",
            NameVi = "Khăn lanh",
            NameEn = "Hemp scarf",
            OriginUnitId = producer.UnitId,
            Unit = "piece",
            WeightGrams = 300,
            CreatedAt = Some.Moment,
        };
        product.AddVariant("", "", 100_000);
        product.TakeEvents();
        await Given(product);
        return product;
    }

    /// <summary>An order of one part; fee a tenth, tax a hundredth.</summary>
    public Order Order(Product product, long dong, string country = "VN", LotId? lot = null, PaymentMethod method = PaymentMethod.BankTransfer) =>
        Order([product], dong, country, lot, method);

    /// <summary>An order of a part for each product.</summary>
    public Order Order(IReadOnlyList<Product> products, long dong, string country = "VN", LotId? lot = null, PaymentMethod method = PaymentMethod.BankTransfer)
    {
        var number = OrderCode.Of(Interlocked.Increment(ref _number));
        var now = Clock.GetUtcNow();
        var order = Marketplace.Domain.Orders.Order.Place(
            OrderId.New(), number, CheckoutId.New(), null, new Address { FullName = "Mai", Phone = "+84912345678", CountryCode = country }, "vi", method,
            Money.Vnd((dong + 30_000) * products.Count), 1_000_000, "", [.. products.Select((product, i) => Part(product, dong, $"{number}-{i + 1}", lot))], now, now.AddHours(24));
        order.TakeEvents();
        return order;
    }

    private static ProducerOrder Part(Product product, long dong, string number, LotId? lot)
    {
        var part = new ProducerOrder
        {
            Id = ProducerOrderId.New(),
            ProducerId = product.ProducerId,
            Number = number,
            Channel = SalesChannel.Self,
            ShippingDong = 30_000,
            ChargedMinor = dong + 30_000,
            WeightGrams = 300,
            ShippingZone = "national",
            ShipBy = Start,
            ArriveFrom = Start,
            ArriveBy = Start,
        };
        part.Add(new OrderLine
        {
            Id = OrderLineId.New(),
            ProductId = product.Id,
            VariantId = product.Variants.First().Id,
            LotId = lot,
            CategoryId = product.CategoryId,
            OriginUnitId = product.OriginUnitId,
            NameVi = product.NameVi,
            NameEn = product.NameEn,
            Unit = "piece",
            Quantity = 1,
            UnitPriceDong = dong,
            GoodsDong = dong,
            FeeBasisPoints = 1000,
            FeeDong = dong / 10,
            WithheldVatDong = dong / 100,
            WithheldPitDong = 0,
        });
        return part;
    }

    /// <summary>A sale recognised on a Việt Nam day: the fact and its roll-ups come from the event, as in life.</summary>
    public Task<Order> Sell(Product product, long dong, DateOnly day, string country = "VN", LotId? lot = null) => Sell([product], dong, day, country, lot);

    /// <summary>One order of a part for each product.</summary>
    public async Task<Order> Sell(IReadOnlyList<Product> products, long dong, DateOnly day, string country = "VN", LotId? lot = null)
    {
        var order = Order(products, dong, country, lot);
        Walk(order, VietnamTime.StartOf(day).AddHours(9));
        order.TakeEvents();
        Assert.Empty((await Send(new Recognised(order))).Refusals);
        return order;
    }

    public async Task<Order> Sell(Producer producer, long dong, DateOnly day, string country = "VN") => await Sell(await Product(producer), dong, day, country);

    public Task Refund(Order order) => Do(order, [.. order.Parts.Select(part => new PartRefunded(order.Id, part.Id))]);

    /// <summary>Enough distinct producers and orders for a figure to be public.</summary>
    public async Task<List<Order>> SellWidely(AdminUnit commune, DateOnly day, int producers = 6, int ordersEach = 2, long dong = 200_000, string country = "VN", Gender? gender = null)
    {
        List<Order> orders = [];
        for (var i = 0; i < producers; i++)
        {
            var product = await Product(await Maker(commune, gender: gender ?? (i % 2 == 0 ? Gender.Female : Gender.Male)));
            for (var j = 0; j < ordersEach; j++)
            {
                orders.Add(await Sell(product, dong, day, country));
            }
        }

        return orders;
    }

    /// <summary>The whole of a place went into another.</summary>
    public Task Succeed(AdminUnit from, AdminUnit to) => Read(async db =>
    {
        db.AttachRange(from, to);
        db.Add(new AdminUnitSuccession { From = from, To = to, Kind = "whole" });
#pragma warning disable RS0030 // A test's own set-up.
        return await db.SaveChangesAsync();
#pragma warning restore RS0030
    });

    /// <summary>Imports one reference file of that text, and has done what it asks for.</summary>
    public async Task Import(string file, string text)
    {
        var folder = Directory.CreateTempSubdirectory("market-files-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, file), text);
        await using var scope = Services.CreateAsyncScope();
        Assert.Equal(1, await ActivatorUtilities.CreateInstance<ReferenceImport>(scope.ServiceProvider, new DataFiles(folder)).Run(CancellationToken.None));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What the regular publication does, seen at once.</summary>
    public async Task<int> Publish() => (await Send(new PublishFigures())).Value;

    public static void Walk(Order order, DateTimeOffset at)
    {
        order.Confirm(at, Actor.System);
        foreach (var part in order.Parts.Select(part => part.Id).ToList())
        {
            order.Accept(part, at, Actor.System);
            order.Pack(part, at, Actor.System);
            order.Send(part, "VNPost", "", at, Actor.System);
            order.Deliver(part, at, Actor.System);
        }
    }

    public Task Do(Order order, params IDomainEvent[] events) => Send(new Steps(order.Id, events));

    public async Task<User> Manager(AdminUnit unit) => await this.GivenUser(Some.User(managedUnit: unit.Id), Roles.ProgrammeManager);

    public static AdminUnit Unit(AdminLevel level, string code, string name, AdminUnit? parent) => new()
    {
        Level = level,
        Code = code,
        Kind = level == AdminLevel.Province ? "province" : "commune",
        NameVi = name,
        NameEn = name,
        Parent = parent,
        ValidFrom = Start,
        FoldedName = Fold.Text(name),
    };

    private static EthnicGroup Group(string slug, string name, string code) => new() { Slug = slug, NameVi = name, NameEn = name, Code1979 = code, Code2008 = code };

    private static Indicator Definition(string code) => new()
    {
        Code = code,
        NameVi = "Chỉ tiêu " + code,
        NameEn = "Indicator " + code,
        NameFr = "Indicateur " + code,
        Definition = "Definition of " + code,
        Formula = "n",
        Unit = "VND",
        Direction = "up",
        IsHeadline = true,
    };

    public static UnitClassification Listed(AdminUnit unit, int region, string scheme = "60/2026") =>
        new() { UnitId = unit.Id, Scheme = scheme, Region = region, ValidFrom = new DateOnly(2026, 1, 1) };

    /// <summary>Publishes events in a unit of work, as a command of another area would.</summary>
    internal sealed record Steps(OrderId Order, IReadOnlyList<IDomainEvent> Events) : ICommand<Result>, ITransactional;

    internal sealed class StepsHandler(MarketplaceDb db, IPublisher publisher) : IRequestHandler<Steps, Result>
    {
        public async Task<Result> Handle(Steps request, CancellationToken cancellationToken)
        {
            await db.Orders.Include(order => order.Parts).SingleAsync(order => order.Id == request.Order, cancellationToken);
            foreach (var one in request.Events)
            {
                await publisher.Publish(one, cancellationToken);
            }

            return Result.Ok;
        }
    }

    internal sealed record Recognised(Order Order) : ICommand<Result>, ITransactional;

    internal sealed class RecognisedHandler(MarketplaceDb db, IPublisher publisher) : IRequestHandler<Recognised, Result>
    {
        public async Task<Result> Handle(Recognised request, CancellationToken cancellationToken)
        {
            db.Orders.Add(request.Order);
            foreach (var part in request.Order.Parts)
            {
                await publisher.Publish(new PartRecognised(request.Order.Id, part.Id), cancellationToken);
            }

            return Result.Ok;
        }
    }
}
