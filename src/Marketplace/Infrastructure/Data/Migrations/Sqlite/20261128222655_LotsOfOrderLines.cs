using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Marketplace.Infrastructure.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LotsOfOrderLines : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            ForgetLotsThatAreGone.Run(migrationBuilder);

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_LotId",
                table: "OrderLines",
                column: "LotId");

            migrationBuilder.AddForeignKey(
                name: "FK_OrderLines_Lots_LotId",
                table: "OrderLines",
                column: "LotId",
                principalTable: "Lots",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_OrderLines_Lots_LotId",
                table: "OrderLines");

            migrationBuilder.DropIndex(
                name: "IX_OrderLines_LotId",
                table: "OrderLines");
        }
    }
}
