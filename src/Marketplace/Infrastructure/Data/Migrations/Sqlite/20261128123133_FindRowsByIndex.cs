using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Infrastructure.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FindRowsByIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Sales_ProvinceId_UnitId_Day",
                table: "Sales");

            migrationBuilder.CreateIndex(
                name: "IX_StockAlerts_Contact",
                table: "StockAlerts",
                column: "Contact");

            migrationBuilder.CreateIndex(
                name: "IX_Sales_Day",
                table: "Sales",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_Sales_ProvinceId_Day",
                table: "Sales",
                columns: new[] { "ProvinceId", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_Sales_UnitId_Day",
                table: "Sales",
                columns: new[] { "UnitId", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_Refunds_ProviderRefundId",
                table: "Refunds",
                column: "ProviderRefundId");

            migrationBuilder.CreateIndex(
                name: "IX_ProductCards_Slug",
                table: "ProductCards",
                column: "Slug");

            migrationBuilder.CreateIndex(
                name: "IX_Payouts_PreparedAt_Number",
                table: "Payouts",
                columns: new[] { "PreparedAt", "Number" },
                descending: new[] { true, false });

            migrationBuilder.CreateIndex(
                name: "IX_PayoutLine_PartId",
                table: "PayoutLine",
                column: "PartId");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_CreatedAt",
                table: "OutboxMessages",
                column: "CreatedAt",
                filter: "[Kind] = 'programme.rebuild'");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_Action_Id",
                table: "AuditEvents",
                columns: new[] { "Action", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUsers_PersonId",
                table: "AspNetUsers",
                column: "PersonId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_StockAlerts_Contact",
                table: "StockAlerts");

            migrationBuilder.DropIndex(
                name: "IX_Sales_Day",
                table: "Sales");

            migrationBuilder.DropIndex(
                name: "IX_Sales_ProvinceId_Day",
                table: "Sales");

            migrationBuilder.DropIndex(
                name: "IX_Sales_UnitId_Day",
                table: "Sales");

            migrationBuilder.DropIndex(
                name: "IX_Refunds_ProviderRefundId",
                table: "Refunds");

            migrationBuilder.DropIndex(
                name: "IX_ProductCards_Slug",
                table: "ProductCards");

            migrationBuilder.DropIndex(
                name: "IX_Payouts_PreparedAt_Number",
                table: "Payouts");

            migrationBuilder.DropIndex(
                name: "IX_PayoutLine_PartId",
                table: "PayoutLine");

            migrationBuilder.DropIndex(
                name: "IX_OutboxMessages_CreatedAt",
                table: "OutboxMessages");

            migrationBuilder.DropIndex(
                name: "IX_AuditEvents_Action_Id",
                table: "AuditEvents");

            migrationBuilder.DropIndex(
                name: "IX_AspNetUsers_PersonId",
                table: "AspNetUsers");

            migrationBuilder.CreateIndex(
                name: "IX_Sales_ProvinceId_UnitId_Day",
                table: "Sales",
                columns: new[] { "ProvinceId", "UnitId", "Day" });
        }
    }
}
